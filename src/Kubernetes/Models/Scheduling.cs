using System.Text.Json.Serialization;

namespace k8s.Models;

public sealed class V1Toleration
{
    public string? Key { get; set; }

    [JsonPropertyName("operator")]
    public string? OperatorProperty { get; set; }

    public string? Value { get; set; }

    public string? Effect { get; set; }

    public long? TolerationSeconds { get; set; }
}

public sealed class V1TopologySpreadConstraint
{
    public int MaxSkew { get; set; }

    public string TopologyKey { get; set; } = "";

    public string WhenUnsatisfiable { get; set; } = "";

    public V1LabelSelector? LabelSelector { get; set; }

    public int? MinDomains { get; set; }

    public IList<string>? MatchLabelKeys { get; set; }
}

public sealed class V1Affinity
{
    public V1NodeAffinity? NodeAffinity { get; set; }

    public V1PodAffinity? PodAffinity { get; set; }

    public V1PodAntiAffinity? PodAntiAffinity { get; set; }
}

public sealed class V1NodeAffinity
{
    public V1NodeSelector? RequiredDuringSchedulingIgnoredDuringExecution { get; set; }

    public IList<V1PreferredSchedulingTerm>? PreferredDuringSchedulingIgnoredDuringExecution { get; set; }
}

public sealed class V1NodeSelector
{
    public IList<V1NodeSelectorTerm> NodeSelectorTerms { get; set; } = [];
}

public sealed class V1PreferredSchedulingTerm
{
    public int Weight { get; set; }

    public V1NodeSelectorTerm Preference { get; set; } = new();
}

public sealed class V1NodeSelectorTerm
{
    public IList<V1NodeSelectorRequirement>? MatchExpressions { get; set; }

    public IList<V1NodeSelectorRequirement>? MatchFields { get; set; }
}

public sealed class V1NodeSelectorRequirement
{
    public string Key { get; set; } = "";

    [JsonPropertyName("operator")]
    public string OperatorProperty { get; set; } = "";

    public IList<string>? Values { get; set; }
}

public sealed class V1PodAffinity
{
    public IList<V1PodAffinityTerm>? RequiredDuringSchedulingIgnoredDuringExecution { get; set; }

    public IList<V1WeightedPodAffinityTerm>? PreferredDuringSchedulingIgnoredDuringExecution { get; set; }
}

public sealed class V1PodAntiAffinity
{
    public IList<V1PodAffinityTerm>? RequiredDuringSchedulingIgnoredDuringExecution { get; set; }

    public IList<V1WeightedPodAffinityTerm>? PreferredDuringSchedulingIgnoredDuringExecution { get; set; }
}

public sealed class V1WeightedPodAffinityTerm
{
    public int Weight { get; set; }

    public V1PodAffinityTerm PodAffinityTerm { get; set; } = new();
}

public sealed class V1PodAffinityTerm
{
    public string TopologyKey { get; set; } = "";

    public V1LabelSelector? LabelSelector { get; set; }

    public IList<string>? Namespaces { get; set; }

    public V1LabelSelector? NamespaceSelector { get; set; }
}

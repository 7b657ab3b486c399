using System.Text.Json.Serialization;

namespace k8s.Models;

public sealed class V1LabelSelector
{
    public IDictionary<string, string>? MatchLabels { get; set; }

    public IList<V1LabelSelectorRequirement>? MatchExpressions { get; set; }
}

public sealed class V1LabelSelectorRequirement
{
    public string Key { get; set; } = "";

    [JsonPropertyName("operator")]
    public string OperatorProperty { get; set; } = "";

    public IList<string>? Values { get; set; }
}

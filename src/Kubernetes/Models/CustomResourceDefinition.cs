namespace k8s.Models;

[KubernetesEntity(Group = "apiextensions.k8s.io", ApiVersion = "v1", Kind = "CustomResourceDefinition", PluralName = "customresourcedefinitions")]
public sealed class V1CustomResourceDefinition : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; } = "apiextensions.k8s.io/v1";

    public string Kind { get; set; } = "CustomResourceDefinition";

    public V1ObjectMeta Metadata { get; set; } = new();

    public V1CustomResourceDefinitionSpec Spec { get; set; } = new();
}

public sealed class V1CustomResourceDefinitionSpec
{
    public string Group { get; set; } = "";

    public V1CustomResourceDefinitionNames Names { get; set; } = new();

    public string Scope { get; set; } = "";

    public IList<V1CustomResourceDefinitionVersion> Versions { get; set; } = [];
}

public sealed class V1CustomResourceDefinitionNames
{
    public string Kind { get; set; } = "";

    public string? ListKind { get; set; }

    public string Plural { get; set; } = "";

    public string? Singular { get; set; }

    public IList<string>? ShortNames { get; set; }

    public IList<string>? Categories { get; set; }
}

public sealed class V1CustomResourceDefinitionVersion
{
    public string Name { get; set; } = "";

    public bool Served { get; set; }

    public bool Storage { get; set; }

    public IList<V1CustomResourceColumnDefinition>? AdditionalPrinterColumns { get; set; }

    public V1CustomResourceValidation? Schema { get; set; }

    public V1CustomResourceSubresources? Subresources { get; set; }
}

public sealed class V1CustomResourceValidation
{
    public V1JSONSchemaProps? OpenAPIV3Schema { get; set; }
}

public sealed class V1CustomResourceColumnDefinition
{
    public string Name { get; set; } = "";

    public string Type { get; set; } = "";

    public string? Format { get; set; }

    public string? Description { get; set; }

    public int? Priority { get; set; }

    public string JsonPath { get; set; } = "";
}

public sealed class V1CustomResourceSubresources
{
    public V1CustomResourceSubresourceStatus? Status { get; set; }

    public V1CustomResourceSubresourceScale? Scale { get; set; }
}

public sealed class V1CustomResourceSubresourceStatus
{
}

public sealed class V1CustomResourceSubresourceScale
{
    public string SpecReplicasPath { get; set; } = "";

    public string StatusReplicasPath { get; set; } = "";

    public string? LabelSelectorPath { get; set; }
}

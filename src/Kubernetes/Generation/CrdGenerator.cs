using System.Reflection;
using System.Text.Json;
using k8s.Models;
using KubeOps.Abstractions.Entities.Attributes;

namespace RedisOperator.Kubernetes.Generation;

/// <summary>
/// Makes the CustomResourceDefinition from an entity's class. It reads what the source-generated serializer knows of the class, so that the schema is of what
/// is really read and written, and it works in a trimmed program.
/// </summary>
public static class CrdGenerator
{
    /// <param name="entity">A class with <see cref="KubernetesEntityAttribute"/> that the options have serializers for.</param>
    /// <param name="options">The options objects of the class are read and written with.</param>
    public static V1CustomResourceDefinition Generate(Type entity, JsonSerializerOptions options)
    {
        var names = entity.GetCustomAttribute<KubernetesEntityAttribute>()
            ?? throw new ArgumentException($"{entity} has no {nameof(KubernetesEntityAttribute)}", nameof(entity));
        return new()
        {
            Metadata = new V1ObjectMeta { Name = $"{names.PluralName}.{names.Group}" },
            Spec = new V1CustomResourceDefinitionSpec
            {
                Group = names.Group,
                Scope = "Namespaced",
                Names = new V1CustomResourceDefinitionNames
                {
                    Kind = names.Kind,
                    ListKind = names.Kind + "List",
                    Plural = names.PluralName,
                    Singular = names.Kind.ToLowerInvariant(),
                    ShortNames = entity.GetCustomAttribute<KubernetesEntityShortNamesAttribute>()?.ShortNames.ToArray(),
                    Categories = entity.GetCustomAttribute<KubernetesEntityCategoriesAttribute>()?.Categories.ToArray(),
                },
                Versions =
                [
                    new V1CustomResourceDefinitionVersion
                    {
                        Name = names.ApiVersion,
                        Served = true,
                        Storage = true,
                        Subresources = Subresources(entity),
                        AdditionalPrinterColumns = PrinterColumns(entity),
                        Schema = new V1CustomResourceValidation { OpenAPIV3Schema = new SchemaGenerator(options).Root(entity) },
                    },
                ],
            },
        };
    }


    private static V1CustomResourceSubresources Subresources(Type entity)
    {
        var scale = entity.GetCustomAttribute<ScaleSubresourceAttribute>();
        return new()
        {
            Status = new V1CustomResourceSubresourceStatus(),
            Scale = scale is null
                ? null
                : new V1CustomResourceSubresourceScale
                {
                    SpecReplicasPath = scale.SpecReplicasPath,
                    StatusReplicasPath = scale.StatusReplicasPath,
                    LabelSelectorPath = scale.LabelSelectorPath,
                },
        };
    }

    private static V1CustomResourceColumnDefinition[] PrinterColumns(Type entity) =>
    [
        .. entity.GetCustomAttributes<GenericAdditionalPrinterColumnAttribute>()
            .OrderBy(column => column.Order)
            .Select(column => new V1CustomResourceColumnDefinition
            {
                Name = column.Name,
                Type = column.Type,
                JsonPath = column.JsonPath,
                Description = column.Description,
                Priority = column.Priority == PrinterColumnPriority.WideView ? 1 : null,
            }),
    ];
}

namespace RedisOperator.LocalCluster.Api.Protobuf;

/// <summary>Field numbers of the messages that clients send as protobuf, from the API's generated.proto files. A field that is not here is skipped.</summary>
internal static class MessageTables
{
    private static readonly Dictionary<string, Dictionary<int, MessageField>> Tables = new()
    {
        ["ObjectMeta"] = new()
        {
            [1] = Text("name"),
            [2] = Text("generateName"),
            [3] = Text("namespace"),
            [4] = Text("selfLink"),
            [5] = Text("uid"),
            [6] = Text("resourceVersion"),
            [7] = new("generation", FieldKind.Integer, OmitZero: true),
            [8] = new("creationTimestamp", FieldKind.Time),
            [9] = new("deletionTimestamp", FieldKind.Time),
            [10] = Number("deletionGracePeriodSeconds"),
            [11] = new("labels", FieldKind.TextMap),
            [12] = new("annotations", FieldKind.TextMap),
            [13] = new("ownerReferences", FieldKind.Message, true, "OwnerReference"),
            [14] = new("finalizers", FieldKind.Text, true),
            [17] = new("managedFields", FieldKind.Message, true, "ManagedFieldsEntry"),
        },
        ["OwnerReference"] = new()
        {
            [1] = Text("kind"),
            [3] = Text("name"),
            [4] = Text("uid"),
            [5] = Text("apiVersion"),
            [6] = new("controller", FieldKind.Flag),
            [7] = new("blockOwnerDeletion", FieldKind.Flag),
        },
        ["ManagedFieldsEntry"] = new()
        {
            [1] = Text("manager"),
            [2] = Text("operation"),
            [3] = Text("apiVersion"),
            [4] = new("time", FieldKind.Time),
            [6] = Text("fieldsType"),
            [7] = Message("fieldsV1", "FieldsV1"),
            [8] = Text("subresource"),
        },
        ["FieldsV1"] = new() { [1] = new("Raw", FieldKind.RawJson) },
        ["Namespace"] = new() { [1] = Metadata, [2] = Message("spec", "NamespaceSpec") },
        ["NamespaceSpec"] = new() { [1] = new("finalizers", FieldKind.Text, true) },
        ["ConfigMap"] = new() { [1] = Metadata, [2] = new("data", FieldKind.TextMap), [3] = new("binaryData", FieldKind.BinaryMap), [4] = new("immutable", FieldKind.Flag) },
        ["Secret"] = new()
        {
            [1] = Metadata,
            [2] = new("data", FieldKind.BinaryMap),
            [3] = Text("type"),
            [4] = new("stringData", FieldKind.TextMap),
            [5] = new("immutable", FieldKind.Flag),
        },
        ["ServiceAccount"] = new()
        {
            [1] = Metadata,
            [2] = new("secrets", FieldKind.Message, true, "ObjectReference"),
            [3] = new("imagePullSecrets", FieldKind.Message, true, "LocalObjectReference"),
            [4] = new("automountServiceAccountToken", FieldKind.Flag),
        },
        ["ObjectReference"] = new()
        {
            [1] = Text("kind"),
            [2] = Text("namespace"),
            [3] = Text("name"),
            [4] = Text("uid"),
            [5] = Text("apiVersion"),
            [6] = Text("resourceVersion"),
            [7] = Text("fieldPath"),
        },
        ["LocalObjectReference"] = new() { [1] = Text("name") },
        ["DeleteOptions"] = new()
        {
            [1] = Number("gracePeriodSeconds"),
            [2] = Message("preconditions", "Preconditions"),
            [3] = new("orphanDependents", FieldKind.Flag),
            [4] = Text("propagationPolicy"),
            [5] = new("dryRun", FieldKind.Text, true),
        },
        ["Preconditions"] = new() { [1] = Text("uid"), [2] = Text("resourceVersion") },
        ["Eviction"] = new() { [1] = Metadata, [2] = Message("deleteOptions", "DeleteOptions") },
        ["SelfSubjectAccessReview"] = new() { [1] = Metadata, [2] = Message("spec", "SelfSubjectAccessReviewSpec") },
        ["SelfSubjectAccessReviewSpec"] = new()
        {
            [1] = Message("resourceAttributes", "ResourceAttributes"),
            [2] = Message("nonResourceAttributes", "NonResourceAttributes"),
        },
        ["ResourceAttributes"] = new()
        {
            [1] = Text("namespace"),
            [2] = Text("verb"),
            [3] = Text("group"),
            [4] = Text("version"),
            [5] = Text("resource"),
            [6] = Text("subresource"),
            [7] = Text("name"),
        },
        ["NonResourceAttributes"] = new() { [1] = Text("path"), [2] = Text("verb") },
        ["SelfSubjectRulesReview"] = new() { [1] = Metadata, [2] = Message("spec", "SelfSubjectRulesReviewSpec") },
        ["SelfSubjectRulesReviewSpec"] = new() { [1] = Text("namespace") },
        ["SelfSubjectReview"] = new() { [1] = Metadata },
        ["TokenRequest"] = new() { [1] = Metadata, [2] = Message("spec", "TokenRequestSpec") },
        ["TokenRequestSpec"] = new()
        {
            [1] = new("audiences", FieldKind.Text, true),
            [3] = Message("boundObjectRef", "BoundObjectReference"),
            [4] = Number("expirationSeconds"),
        },
        ["BoundObjectReference"] = new() { [1] = Text("kind"), [2] = Text("apiVersion"), [3] = Text("name"), [4] = Text("uid") },
        ["Role"] = new() { [1] = Metadata, [2] = new("rules", FieldKind.Message, true, "PolicyRule") },
        ["ClusterRole"] = new() { [1] = Metadata, [2] = new("rules", FieldKind.Message, true, "PolicyRule") },
        ["PolicyRule"] = new()
        {
            [1] = new("verbs", FieldKind.Text, true),
            [2] = new("apiGroups", FieldKind.Text, true),
            [3] = new("resources", FieldKind.Text, true),
            [4] = new("resourceNames", FieldKind.Text, true),
            [5] = new("nonResourceURLs", FieldKind.Text, true),
        },
        ["RoleBinding"] = Binding(),
        ["ClusterRoleBinding"] = Binding(),
        ["Subject"] = new() { [1] = Text("kind"), [2] = Text("apiGroup"), [3] = Text("name"), [4] = Text("namespace") },
        ["RoleRef"] = new() { [1] = Text("apiGroup"), [2] = Text("kind"), [3] = Text("name") },
    };

    private static MessageField Metadata => Message("metadata", "ObjectMeta");

    public static IReadOnlyDictionary<int, MessageField>? Find(string message) =>
        Tables.GetValueOrDefault(message) ?? WorkloadTables.Find(message) ?? PodTables.Find(message);

    private static MessageField Text(string name) => new(name, FieldKind.Text);

    private static MessageField Number(string name) => new(name, FieldKind.Integer);

    private static MessageField Message(string name, string message) => new(name, FieldKind.Message, Message: message);

    private static Dictionary<int, MessageField> Binding() => new()
    {
        [1] = Metadata,
        [2] = new("subjects", FieldKind.Message, true, "Subject"),
        [3] = Message("roleRef", "RoleRef"),
    };
}

namespace RedisOperator.LocalCluster.Store;

/// <summary>The built-in kinds, by name and as the list that discovery shows.</summary>
public static class KnownTypes
{
    private static readonly ScalePaths WorkloadScale = new(".spec.replicas", ".status.replicas", ".status.selector");

    public static readonly ResourceType Namespaces = new("", "v1", "Namespace", "namespaces", false) { ShortNames = ["ns"], HasStatus = true };
    public static readonly ResourceType Nodes = new("", "v1", "Node", "nodes", false) { ShortNames = ["no"], HasStatus = true };
    public static readonly ResourceType Pods = new("", "v1", "Pod", "pods", true) { ShortNames = ["po"], Categories = ["all"], HasStatus = true };
    public static readonly ResourceType Services = new("", "v1", "Service", "services", true) { ShortNames = ["svc"], Categories = ["all"], HasStatus = true };
    public static readonly ResourceType Endpoints = new("", "v1", "Endpoints", "endpoints", true) { ShortNames = ["ep"], Singular = "endpoints", ListKind = "EndpointsList" };
    public static readonly ResourceType ConfigMaps = new("", "v1", "ConfigMap", "configmaps", true) { ShortNames = ["cm"] };
    public static readonly ResourceType Secrets = new("", "v1", "Secret", "secrets", true);
    public static readonly ResourceType ServiceAccounts = new("", "v1", "ServiceAccount", "serviceaccounts", true) { ShortNames = ["sa"] };
    public static readonly ResourceType Events = new("", "v1", "Event", "events", true) { ShortNames = ["ev"] };
    public static readonly ResourceType PersistentVolumeClaims = new("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims", true) { ShortNames = ["pvc"], HasStatus = true };
    public static readonly ResourceType PersistentVolumes = new("", "v1", "PersistentVolume", "persistentvolumes", false) { ShortNames = ["pv"], HasStatus = true };

    public static readonly ResourceType StatefulSets = new("apps", "v1", "StatefulSet", "statefulsets", true) { ShortNames = ["sts"], Categories = ["all"], HasStatus = true, HasGeneration = true, Scale = WorkloadScale };
    public static readonly ResourceType Deployments = new("apps", "v1", "Deployment", "deployments", true) { ShortNames = ["deploy"], Categories = ["all"], HasStatus = true, HasGeneration = true, Scale = WorkloadScale };
    public static readonly ResourceType ReplicaSets = new("apps", "v1", "ReplicaSet", "replicasets", true) { ShortNames = ["rs"], Categories = ["all"], HasStatus = true, HasGeneration = true, Scale = WorkloadScale };
    public static readonly ResourceType ControllerRevisions = new("apps", "v1", "ControllerRevision", "controllerrevisions", true);

    public static readonly ResourceType Jobs = new("batch", "v1", "Job", "jobs", true) { Categories = ["all"], HasStatus = true, HasGeneration = true };

    public static readonly ResourceType EndpointSlices = new("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices", true) { HasGeneration = true };
    public static readonly ResourceType Leases = new("coordination.k8s.io", "v1", "Lease", "leases", true);
    public static readonly ResourceType PodDisruptionBudgets = new("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets", true) { ShortNames = ["pdb"], HasStatus = true, HasGeneration = true };
    public static readonly ResourceType NetworkPolicies = new("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies", true) { ShortNames = ["netpol"], HasGeneration = true };
    public static readonly ResourceType StorageClasses = new("storage.k8s.io", "v1", "StorageClass", "storageclasses", false) { ShortNames = ["sc"] };
    public static readonly ResourceType PriorityClasses = new("scheduling.k8s.io", "v1", "PriorityClass", "priorityclasses", false) { ShortNames = ["pc"] };

    public static readonly ResourceType Roles = new("rbac.authorization.k8s.io", "v1", "Role", "roles", true);
    public static readonly ResourceType RoleBindings = new("rbac.authorization.k8s.io", "v1", "RoleBinding", "rolebindings", true);
    public static readonly ResourceType ClusterRoles = new("rbac.authorization.k8s.io", "v1", "ClusterRole", "clusterroles", false);
    public static readonly ResourceType ClusterRoleBindings = new("rbac.authorization.k8s.io", "v1", "ClusterRoleBinding", "clusterrolebindings", false);

    public static readonly ResourceType CustomResourceDefinitions =
        new("apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", false) { ShortNames = ["crd", "crds"], Categories = ["api-extensions"], HasStatus = true, HasGeneration = true };

    public static IReadOnlyList<ResourceType> All { get; } =
    [
        Namespaces, Nodes, Pods, Services, Endpoints, ConfigMaps, Secrets, ServiceAccounts, Events, PersistentVolumeClaims, PersistentVolumes,
        StatefulSets, Deployments, ReplicaSets, ControllerRevisions, Jobs,
        EndpointSlices, Leases, PodDisruptionBudgets, NetworkPolicies, StorageClasses, PriorityClasses,
        Roles, RoleBindings, ClusterRoles, ClusterRoleBindings, CustomResourceDefinitions,
    ];
}

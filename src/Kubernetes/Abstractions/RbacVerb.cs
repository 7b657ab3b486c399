namespace KubeOps.Abstractions.Rbac;

/// <summary>The verbs of a permission. There is no "all": a permission names what is used.</summary>
[Flags]
public enum RbacVerb
{
    None = 0,
    Get = 1,
    List = 2,
    Watch = 4,
    Create = 8,
    Update = 16,
    Patch = 32,
    Delete = 64,
}

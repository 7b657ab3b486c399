namespace RedisOperator.LocalCluster.Api.Authorization;

internal sealed record User(string Name, IReadOnlyList<string> Groups, string Uid = "")
{
    public static readonly User Admin = new("kubernetes-admin", ["system:masters", "system:authenticated"]);

    public bool IsAdmin => Groups.Contains("system:masters");

    public static User ServiceAccount(string ns, string name, string uid) =>
        new($"system:serviceaccount:{ns}:{name}", ["system:serviceaccounts", $"system:serviceaccounts:{ns}", "system:authenticated"], uid);
}

namespace RedisOperator.TestSupport.PlainHosts;

/// <summary>The program's vip commands, with the address that a test gives it.</summary>
public sealed record VipUnderTest(string Vip, string Interface = PlainNetwork.Interface)
{
    /// <summary>Without the prefix.</summary>
    public string Address => Vip.Split('/')[0];

    /// <summary>As it was built; a bench takes the published one.</summary>
    public string Program { get; init; } = RepositoryPaths.Program("Operator", "redis-operator");

    public CommandLine Command(string command, params IReadOnlyList<string> options) =>
        new(Program, ["vip", command, "--vip", Vip, "--interface", Interface, "--master-name", RedisHost.MasterName, .. options]);
}

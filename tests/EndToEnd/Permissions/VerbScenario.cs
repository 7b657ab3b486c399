namespace RedisOperator.EndToEnd.Permissions;

/// <summary>What the operator needs a right for, while it runs: how to bring it there, and what then has to come about.</summary>
/// <param name="Resource">Of the right, as config/rbac has it.</param>
/// <param name="Verb">Of the right.</param>
/// <param name="Provoke">Makes it necessary.</param>
/// <param name="Kept">Whether what the operator promises has come about; must be false after <paramref name="Provoke"/>.</param>
internal sealed record VerbScenario(string Resource, string Verb, Func<ProvokedGroup, Task> Provoke, Func<ProvokedGroup, Task<bool>> Kept)
{
    /// <summary>The resource of the request that is refused.</summary>
    public string Refused { get; init; } = Resource;

    /// <summary>The verb of the request that is refused: server-side apply is a patch that may need the right to create.</summary>
    public string[] RefusedVerbs { get; init; } = Verb == "create" ? ["create", "patch"] : [Verb];

    /// <summary>After the right is back, where the operator does not try again by itself.</summary>
    public Func<ProvokedGroup, Task>? Again { get; init; }

    /// <summary>Puts away what was only there for this.</summary>
    public Func<ProvokedGroup, Task>? CleanUp { get; init; }

    public override string ToString() => $"{Verb} {Resource}";
}

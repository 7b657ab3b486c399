namespace k8s;

/// <summary>The exec section of a kubeconfig user: a program that prints an ExecCredential.</summary>
public sealed record ExecPlugin
{
    /// <summary>Program to run: a name looked up in PATH, or a path (made absolute against the kubeconfig's directory).</summary>
    public required string Command { get; init; }

    public IReadOnlyList<string> Args { get; init; } = [];

    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();

    public string ApiVersion { get; init; } = "client.authentication.k8s.io/v1";

    /// <summary>What to tell the user when the program is not there.</summary>
    public string? InstallHint { get; init; }

    /// <summary>Whether the program is told server and CA.</summary>
    public bool ProvideClusterInfo { get; init; }

    // Arguments and environment may hold secrets.
    public override string ToString() => Command;
}

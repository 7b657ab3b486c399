namespace RedisOperator.TestSupport.Writing;

/// <summary>Whom the writer writes to, and from where.</summary>
/// <param name="Address">IP:PORT</param>
/// <param name="PasswordFile">file with the password; it never stands in an argument</param>
/// <param name="Wrap">puts the command where the address can be reached; null runs it on this machine</param>
public sealed record WriterTarget(string Address, string PasswordFile, Func<CommandLine, CommandLine>? Wrap = null)
{
    public CommandLine Command(params string[] arguments)
    {
        var command = new CommandLine(
            RepositoryPaths.Program("Writer", "vip-writer"), [.. arguments, "--address", Address, "--password-file", PasswordFile]);
        return Wrap?.Invoke(command) ?? command;
    }

    /// <summary>Reads back everything that the ledger says was acknowledged.</summary>
    public async Task<WriterVerdict> VerifyAsync(string ledgerFile, CancellationToken cancellationToken = default)
    {
        var result = await Command("verify", "--file", ledgerFile).RunAsync(TimeSpan.FromSeconds(60), cancellationToken);
        return result.StandardOutput.Split('\n').Select(WriterLine.Parse).OfType<WriterVerdict>().SingleOrDefault()
            ?? throw new RunFailedException(result);
    }
}

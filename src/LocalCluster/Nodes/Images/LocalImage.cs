namespace RedisOperator.LocalCluster.Nodes.Images;

/// <summary>A directory of this machine that containers see at /app.</summary>
internal sealed record LocalImage(string Root, string? Executable)
{
    /// <summary>Reads NAME=DIR[:EXECUTABLE]. Null when it is not that, or there is no such directory.</summary>
    public static (string Name, LocalImage Image)? Parse(string text)
    {
        if (text.Split('=', 2) is not [{ Length: > 0 } name, { Length: > 0 } rest])
        {
            return null;
        }

        var parts = rest.Split(':', 2);
        var directory = Path.GetFullPath(parts[0]);
        return Directory.Exists(directory) ? (name, new LocalImage(directory, parts.Length > 1 ? parts[1] : null)) : null;
    }
}

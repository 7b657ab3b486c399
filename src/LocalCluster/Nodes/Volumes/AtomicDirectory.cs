using RedisOperator.LocalCluster.Nodes.Native;

namespace RedisOperator.LocalCluster.Nodes.Volumes;

/// <summary>
/// A directory whose files all change in one moment, laid out as kubelet does: ..data is a link to a directory of one
/// version, every file is a link through ..data.
/// </summary>
internal static class AtomicDirectory
{
    private const string Data = "..data";

    /// <param name="group">Who may read besides the owner (fsGroup); null: as the modes say.</param>
    /// <returns>False when it was that already.</returns>
    public static bool Write(string directory, IReadOnlyList<VolumeFile> files, int? group, string version)
    {
        Directory.CreateDirectory(directory);
        var current = new FileInfo(Path.Combine(directory, Data)).LinkTarget is { } target ? Path.Combine(directory, target) : null;
        if (current is not null && IsSame(current, files))
        {
            return false;
        }

        var fresh = Path.Combine(directory, ".." + version);
        Directory.CreateDirectory(fresh);
        foreach (var file in files)
        {
            WriteFile(Path.Combine(fresh, file.Path), file, group);
        }

        var link = Path.Combine(directory, "..data_tmp");
        File.Delete(link);
        File.CreateSymbolicLink(link, Path.GetFileName(fresh));
        // Not File.Move: that looks behind the link.
        Linux.Rename(link, Path.Combine(directory, Data));
        LinkFiles(directory, files);
        if (current is not null)
        {
            Directory.Delete(current, recursive: true);
        }

        return true;
    }

    private static bool IsSame(string current, IReadOnlyList<VolumeFile> files)
    {
        var present = Directory.EnumerateFiles(current, "*", SearchOption.AllDirectories).Count();
        return present == files.Count && files.All(file =>
            File.Exists(Path.Combine(current, file.Path)) && File.ReadAllBytes(Path.Combine(current, file.Path)).AsSpan().SequenceEqual(file.Content));
    }

    private static void WriteFile(string path, VolumeFile file, int? group)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, file.Content);
        // The group may read what the owner may.
        var mode = group is null ? file.Mode : file.Mode | ((file.Mode & 0b100_000_000) >> 3);
        File.SetUnixFileMode(path, (UnixFileMode)mode);
        if (group is { } id)
        {
            Linux.ChangeOwner(path, -1, id);
        }
    }

    private static void LinkFiles(string directory, IReadOnlyList<VolumeFile> files)
    {
        var wanted = files.Select(file => file.Path.Split('/')[0]).ToHashSet();
        foreach (var name in wanted.Where(name => new FileInfo(Path.Combine(directory, name)).LinkTarget is null))
        {
            File.CreateSymbolicLink(Path.Combine(directory, name), Path.Combine(Data, name));
        }

        foreach (var old in Directory.EnumerateFileSystemEntries(directory).Where(path => !Path.GetFileName(path).StartsWith("..", StringComparison.Ordinal)))
        {
            if (!wanted.Contains(Path.GetFileName(old)))
            {
                File.Delete(old);
            }
        }
    }
}

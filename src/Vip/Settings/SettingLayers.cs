namespace RedisOperator.Vip;

/// <summary>Settings as they were written, from the command line, the environment and a file; the first of these that has one wins.</summary>
public sealed class SettingLayers
{
    private readonly List<(string Origin, Dictionary<string, List<string>> Values)> _layers = [];

    /// <summary>Adds a layer that counts less than those before it.</summary>
    /// <param name="origin">for messages</param>
    /// <param name="values">by name; empty lists are none</param>
    public SettingLayers Add(string origin, IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> values)
    {
        var layer = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (name, given) in values.Where(value => value.Value.Count > 0))
        {
            layer[name] = [.. given];
        }

        _layers.Add((origin, layer));
        return this;
    }

    public SettingLayers AddEnvironment(Func<string, string?> variable) => Add(
        "the environment",
        SettingNames.All.Concat(SettingNames.Secret)
            .Select(name => (Name: name, Value: variable(SettingNames.Variable(name))))
            .Where(setting => !string.IsNullOrEmpty(setting.Value))
            .Select(setting => KeyValuePair.Create<string, IReadOnlyList<string>>(setting.Name, SettingNames.IsList(setting.Name) ? setting.Value!.Split(',', ' ') : [setting.Value!])));

    /// <summary>A line is a name and a value, as in redis.conf; # begins a comment.</summary>
    /// <exception cref="VipRefusedException">A line is no setting; says which.</exception>
    public SettingLayers AddFile(string path, IEnumerable<string> lines)
    {
        var values = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (text, number) in lines.Select((line, index) => (line.Trim(), index + 1)).Where(line => line.Item1 is not ("" or ['#', ..])))
        {
            var parts = text.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (SettingNames.Secret.Contains(parts[0]))
            {
                throw new VipRefusedException($"{path}:{number}: a password does not stand in this file: write {parts[0]}-file and the path of a file that only the agent may read");
            }

            if (parts.Length != 2 || !SettingNames.All.Contains(parts[0]))
            {
                throw new VipRefusedException($"{path}:{number}: '{text}' is no setting; there are: {string.Join(", ", SettingNames.All)}");
            }

            Append(path, number, values, parts[0], parts[1]);
        }

        return Add(path, values.Select(value => KeyValuePair.Create<string, IReadOnlyList<string>>(value.Key, value.Value)));
    }

    public string? One(string name) => Find(name) is { Values: [var value, ..] } ? value : null;

    public IReadOnlyList<string> Many(string name) =>
        [.. (Find(name)?.Values ?? []).SelectMany(value => value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    private static void Append(string path, int number, Dictionary<string, List<string>> values, string name, string value)
    {
        if (!values.TryGetValue(name, out var given))
        {
            values[name] = given = [];
        }
        else if (!SettingNames.IsList(name))
        {
            throw new VipRefusedException($"{path}:{number}: {name} is set twice");
        }

        given.Add(value);
    }

    private (string Origin, List<string> Values)? Find(string name)
    {
        foreach (var (origin, values) in _layers)
        {
            if (values.TryGetValue(name, out var given))
            {
                return (origin, given);
            }
        }

        return null;
    }
}

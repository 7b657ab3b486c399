using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Selection;

/// <summary>"a=b,c!=d,e in (f,g),h notin (i),j,!k"; also the matchLabels and matchExpressions of objects.</summary>
internal sealed partial class LabelSelector
{
    public static readonly LabelSelector Everything = new([]);

    private readonly IReadOnlyList<Requirement> _requirements;

    private LabelSelector(IReadOnlyList<Requirement> requirements) => _requirements = requirements;

    private enum Operator
    {
        In,
        NotIn,
        Exists,
        DoesNotExist,
    }

    public static LabelSelector Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Everything;
        }

        return new([.. Comma().Split(text).Select(part => ParseOne(part.Trim()))]);
    }

    /// <summary>A LabelSelector object. Null selects nothing, an empty one everything.</summary>
    public static LabelSelector? FromObject(JsonNode? selector)
    {
        if (selector is not JsonObject)
        {
            return null;
        }

        var equal = (selector["matchLabels"] as JsonObject ?? []).Select(pair => new Requirement(pair.Key, Operator.In, [pair.Value?.GetValue<string>() ?? ""]));
        var expressions = selector.Items("matchExpressions").Select(item => new Requirement(
            item.Text("key") ?? "",
            Enum.Parse<Operator>(item.Text("operator") ?? "Exists"),
            [.. (item["values"] as JsonArray ?? []).Select(value => value!.GetValue<string>())]));
        return new([.. equal, .. expressions]);
    }

    public bool Matches(JsonObject obj) => MatchesLabels(obj.At("metadata", "labels") as JsonObject);

    public bool MatchesLabels(JsonObject? labels) => _requirements.All(requirement => requirement.Holds(labels));

    private static Requirement ParseOne(string part)
    {
        var match = Term().Match(part);
        if (!match.Success)
        {
            throw StatusException.BadRequest($"unable to parse requirement: \"{part}\" is not a label selector");
        }

        var key = match.Groups["key"].Value;
        var values = match.Groups["set"].Success
            ? match.Groups["set"].Value.Split(',', StringSplitOptions.TrimEntries)
            : [match.Groups["value"].Value];
        return match.Groups["op"].Value switch
        {
            "" when match.Groups["not"].Success => new(key, Operator.DoesNotExist, []),
            "" => new(key, Operator.Exists, []),
            "!=" or "notin" => new(key, Operator.NotIn, values),
            _ => new(key, Operator.In, values),
        };
    }

    // A comma inside of parentheses belongs to the set.
    [GeneratedRegex(@",(?![^(]*\))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Comma();

    [GeneratedRegex(
        @"\A(?<not>!)?\s*(?<key>[A-Za-z0-9]([-A-Za-z0-9_./]*[A-Za-z0-9])?)\s*((?<op>==|=|!=)\s*(?<value>[-A-Za-z0-9_.]*)|\s(?<op>in|notin)\s*\((?<set>[^)]*)\))?\z",
        RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Term();

    private sealed record Requirement(string Key, Operator Operator, IReadOnlyList<string> Values)
    {
        public bool Holds(JsonObject? labels)
        {
            var value = labels.Text(Key);
            return Operator switch
            {
                Operator.In => value is not null && Values.Contains(value),
                Operator.NotIn => value is null || !Values.Contains(value),
                Operator.Exists => value is not null,
                _ => value is null,
            };
        }
    }
}

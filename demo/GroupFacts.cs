using RedisOperator.TestSupport.Groups;
using RedisOperator.TestSupport.Writing;

namespace RedisOperator.Demo;

/// <summary>What the live view shows.</summary>
internal static class GroupFacts
{
    public static IReadOnlyList<(string Name, string Value)> Of(GroupStatus? group) =>
    [
        ("phase", group?.Phase ?? "-"),
        ("master", group?.Master ?? "-"),
        ("ready", group?.Ready ?? "-"),
        ("sentinels", group?.Sentinels ?? "-"),
        ("vip", group?.Vip ?? "-"),
    ];

    public static IReadOnlyList<(string Name, string Value)> Of(WriterSecond? writes) =>
    [
        ("writes acknowledged", writes is null ? "-" : $"{writes.Plain.Acknowledged + writes.Wait.Acknowledged}"),
        ("refused", writes is null ? "-" : $"{writes.Plain.Refused + writes.Wait.Refused}"),
        ("unknown", writes is null ? "-" : $"{writes.Plain.Unknown + writes.Wait.Unknown}"),
    ];
}

using System.Numerics;

namespace k8s.Informers;

/// <summary>
/// Order of resourceVersions. The API promises it for decimal numbers of any length since 1.35, and every server kept it before; any other text
/// has no order.
/// </summary>
internal static class ResourceVersions
{
    public static bool IsOlder(string version, string than) =>
        ulong.TryParse(version, out var a) && ulong.TryParse(than, out var b) ? a < b
        : BigInteger.TryParse(version, out var longA) && BigInteger.TryParse(than, out var longB) && longA < longB;

    /// <summary>The one to go on from after having seen <paramref name="seen"/>.</summary>
    public static string Newer(string seen, string before) => seen.Length == 0 || IsOlder(seen, before) ? before : seen;
}

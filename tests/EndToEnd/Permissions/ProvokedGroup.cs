using System.Text.Json.Nodes;

namespace RedisOperator.EndToEnd.Permissions;

/// <summary>A whole group, and the things that people do to it.</summary>
internal sealed class ProvokedGroup(TestGroup group, CancellationToken cancellationToken)
{
    public const string Name = "cache";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public Kubectl Kubectl => group.Kubectl;

    public Task<string> RunAsync(params string[] arguments) => Kubectl.RunAsync(cancellationToken, arguments);

    public Task<JsonNode?> GetAsync(string kind, string name) => Kubectl.GetAsync(kind, name, cancellationToken);

    public Task<GroupStatus> SettledAsync() => group.SettledAsync(Patience, cancellationToken);

    public Task DeleteAsync(string kind, string name, params string[] more) => RunAsync(["delete", kind, name, "--wait=false", .. more]);

    public async Task<bool> ExistsAsync(string kind, string name) => await GetAsync(kind, name) is { } found && found["metadata"]!["deletionTimestamp"] is null;

    public Task<string> MergeAsync(string kind, string name, string patch) => RunAsync("patch", kind, name, "--type=merge", "-p", patch);

    public async Task<string?> AnnotationAsync(string kind, string name, string annotation) =>
        (await GetAsync(kind, name))?["metadata"]?["annotations"]?[annotation]?.GetValue<string>();

    public async Task<string?> LabelAsync(string kind, string name, string label) => (await GetAsync(kind, name))?["metadata"]?["labels"]?[label]?.GetValue<string>();

    public Task MislabelAsync(string pod) => RunAsync("label", "pod", pod, "redisoperator.io/role=master", "--overwrite");

    public async Task<GroupStatus> StatusAsync() => await group.Group.StatusAsync(cancellationToken);

    /// <summary>How often it was told that this pod's label was corrected.</summary>
    public async Task<int> CorrectionsToldAsync(string pod)
    {
        var events = await Kubectl.ListAsync("events", cancellationToken);
        return events.Where(one => one["reason"]?.GetValue<string>() == "LabelCorrected" && one["message"]!.GetValue<string>().StartsWith(pod + " ", StringComparison.Ordinal)).Sum(one => one["count"]?.GetValue<int>() ?? 1);
    }
}

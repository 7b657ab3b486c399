using System.Net;
using System.Text.Json.Nodes;

namespace RedisOperator.EndToEnd.Permissions;

/// <summary>An operator that looks after one namespace, its own, and may do there exactly what a test grants: a ServiceAccount, a Role, and a pod that runs it.</summary>
internal sealed class RestrictedOperator : IAsyncDisposable
{
    private const string Name = "operator";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly KubeApi _api;
    private readonly bool _watchesNodes;
    private PortForward? _forward;

    private RestrictedOperator(KubeApi api, Kubectl kubectl, bool watchesNodes)
    {
        _api = api;
        Kubectl = kubectl;
        _watchesNodes = watchesNodes;
    }

    public Kubectl Kubectl { get; }

    /// <summary>What it may do now.</summary>
    public IReadOnlyList<Right> Rights { get; private set; } = [];

    /// <summary>Makes the namespace and starts it there; it need not become ready.</summary>
    public static async Task<RestrictedOperator> StartAsync(RestrictedCluster cluster, string ns, IEnumerable<Right> rights, CancellationToken cancellationToken, bool watchesNodes = false)
    {
        var started = new RestrictedOperator(cluster.Api, cluster.Cluster.Kubectl(ns), watchesNodes);
        await started.Kubectl.RunAsync(cancellationToken, "create", "namespace", ns);
        await started.GrantAsync(rights, cancellationToken);
        (await started.Kubectl.ApplyAsync(started.Manifest(), cancellationToken)).EnsureSuccess();
        started._forward = await Eventually.GetAsync(
            $"the operator in {ns} runs", Patience, started.ReachAsync, _ => true, cancellationToken: cancellationToken);
        return started;
    }

    /// <summary>From now on it may do this and nothing else. Requests are judged one by one: it need not start again.</summary>
    public async Task GrantAsync(IEnumerable<Right> rights, CancellationToken cancellationToken)
    {
        var all = rights.ToArray();
        Rights = all;
        await ApplyRulesAsync("Role", $"namespaces/{Kubectl.Namespace}/roles/{Name}", Name, all.Where(right => !right.IsOfCluster), cancellationToken);
        if (_watchesNodes)
        {
            await ApplyRulesAsync("ClusterRole", $"clusterroles/{Kubectl.Namespace}", Kubectl.Namespace, all.Where(right => right.IsOfCluster), cancellationToken);
        }
    }

    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken) => (await _forward!.GetAsync("/readyz", cancellationToken)).Code == HttpStatusCode.OK;

    public Task<ScrapedMetrics> ScrapeAsync(CancellationToken cancellationToken) => _forward!.ScrapeAsync(cancellationToken);

    /// <summary>How often the API server has refused it one of these verbs on this resource.</summary>
    public async Task<double> RefusalsAsync(string resource, IEnumerable<string> verbs, CancellationToken cancellationToken)
    {
        var page = await ScrapeAsync(cancellationToken);
        return verbs.Sum(verb => page.Sum("redis_operator_api_requests_total", ("verb", verb), ("resource", resource), ("code", "403")));
    }

    public async Task<string> LogAsync(CancellationToken cancellationToken) => await Kubectl.RunAsync(cancellationToken, "logs", Name, "--tail=-1");

    public async ValueTask DisposeAsync()
    {
        if (_forward is not null)
        {
            await _forward.DisposeAsync();
        }

        await Kubectl.TryAsync(CancellationToken.None, "delete", "pod", Name, "--force", "--grace-period=0", "--wait=false");
        await Kubectl.TryAsync(CancellationToken.None, "delete", "namespace", Kubectl.Namespace, "--wait=false");
    }

    /// <summary>kubectl gives a forward up with the first connection that the pod refuses: one that was opened too early is of no use.</summary>
    private async Task<PortForward> ReachAsync(CancellationToken cancellationToken)
    {
        var forward = await PortForward.OpenAsync(Kubectl, $"pod/{Name}", 8080, cancellationToken);
        try
        {
            await forward.GetAsync("/healthz", cancellationToken);
            return forward;
        }
        catch
        {
            await forward.DisposeAsync();
            throw;
        }
    }

    private Task ApplyRulesAsync(string kind, string path, string name, IEnumerable<Right> rights, CancellationToken cancellationToken) => _api.ApplyAsync(
        $"/apis/rbac.authorization.k8s.io/v1/{path}",
        new JsonObject
        {
            ["apiVersion"] = "rbac.authorization.k8s.io/v1",
            ["kind"] = kind,
            ["metadata"] = new JsonObject { ["name"] = name },
            ["rules"] = Right.Rules(rights),
        },
        cancellationToken);

    private string Manifest()
    {
        var ofCluster = $$"""
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: { name: {{Kubectl.Namespace}} }
            roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: {{Kubectl.Namespace}} }
            subjects: [{ kind: ServiceAccount, name: {{Name}}, namespace: {{Kubectl.Namespace}} }]
            ---

            """;
        return (_watchesNodes ? ofCluster : "") + $$"""
            apiVersion: v1
            kind: ServiceAccount
            metadata: { name: {{Name}} }
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: { name: {{Name}} }
            roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: {{Name}} }
            subjects: [{ kind: ServiceAccount, name: {{Name}}, namespace: {{Kubectl.Namespace}} }]
            ---
            apiVersion: v1
            kind: Pod
            metadata: { name: {{Name}} }
            spec:
              serviceAccountName: {{Name}}
              terminationGracePeriodSeconds: 2
              containers:
              - name: {{Name}}
                image: redis-operator:dev
                args: [run, --watch-namespaces, {{Kubectl.Namespace}}, --watch-nodes={{(_watchesNodes ? "true" : "false")}}]
                env:
                - { name: POD_NAME, valueFrom: { fieldRef: { fieldPath: metadata.name } } }
                - { name: POD_NAMESPACE, valueFrom: { fieldRef: { fieldPath: metadata.namespace } } }
            """;
    }
}

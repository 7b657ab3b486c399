using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Api.Selection;
using RedisOperator.LocalCluster.Api.Serving;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Subresources;

/// <summary>pods/eviction: a deletion that a PodDisruptionBudget may refuse. What it allows is used up in the same step, since drains evict all pods at once.</summary>
internal sealed class EvictionSubresource(Registry registry, TimeProvider time)
{
    public async Task CreateAsync(ApiRequest request)
    {
        var body = await Bodies.ReadObjectAsync(request.Http);
        var isDryRun = request.IsDryRun || (body.At("deleteOptions", "dryRun") as JsonArray)?.Count > 0;
        registry.Atomically(() =>
        {
            var pod = registry.Get(request.Key) ?? throw StatusException.NotFound(request.Key);
            if (!IsDone(pod))
            {
                Reserve(pod, isDryRun);
            }

            return registry.Delete(request.Key, new DeleteOptions
            {
                GracePeriodSeconds = body.Integer("deleteOptions", "gracePeriodSeconds"),
                PreconditionUid = body.Text("deleteOptions", "preconditions", "uid"),
                DryRun = isDryRun,
            });
        });
        await Answers.WriteAsync(request.Http, new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Success", ["code"] = 201 }, 201);
    }

    private static bool IsDone(JsonObject pod) => pod.IsDeleting() || pod.Text("status", "phase") is "Pending" or "Succeeded" or "Failed";

    private void Reserve(JsonObject pod, bool isDryRun)
    {
        var budgets = registry.List(KnownTypes.PodDisruptionBudgets, pod.Namespace()).Items
            .Where(budget => LabelSelector.FromObject(budget.At("spec", "selector"))?.Matches(pod) == true)
            .ToList();
        if (budgets.Count > 1)
        {
            throw new StatusException(500, "InternalError", "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.");
        }

        if (budgets is not [var budget] || IsFree(pod, budget))
        {
            return;
        }

        if ((budget.Integer("status", "observedGeneration") ?? 0) < (budget.Integer("metadata", "generation") ?? 1))
        {
            throw Refused($"The disruption budget {budget.Name()} is still being processed by the server.", 10);
        }

        var allowed = budget.Integer("status", "disruptionsAllowed") ?? 0;
        if (allowed <= 0)
        {
            throw Refused(
                $"The disruption budget {budget.Name()} needs {budget.Integer("status", "desiredHealthy") ?? 0} healthy pods and has {budget.Integer("status", "currentHealthy") ?? 0} currently");
        }

        if (!isDryRun)
        {
            Use(budget, pod, allowed);
        }
    }

    /// <summary>A pod that does not serve uses nothing up while enough others do (or always, if the budget says so).</summary>
    private static bool IsFree(JsonObject pod, JsonObject budget)
    {
        if (pod.Items("status", "conditions").Any(condition => condition.Text("type") == "Ready" && condition.Text("status") == "True"))
        {
            return false;
        }

        var desired = budget.Integer("status", "desiredHealthy") ?? 0;
        return budget.Text("spec", "unhealthyPodEvictionPolicy") == "AlwaysAllow" || (desired > 0 && (budget.Integer("status", "currentHealthy") ?? 0) >= desired);
    }

    // Without a number of seconds kubectl drain waits five by itself.
    private static StatusException Refused(string why, int retryAfter = 0) =>
        new(429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.", new JsonObject
        {
            ["causes"] = new JsonArray(new JsonObject { ["reason"] = "DisruptionBudget", ["message"] = why }),
            ["retryAfterSeconds"] = retryAfter > 0 ? retryAfter : null,
        });

    private void Use(JsonObject budget, JsonObject pod, long allowed) =>
        registry.UpdateStatus(KnownTypes.PodDisruptionBudgets.Key(pod.Namespace(), budget.Name()), copy =>
        {
            var status = copy["status"]!.AsObject();
            status["disruptionsAllowed"] = allowed - 1;
            if (status["disruptedPods"] is not JsonObject)
            {
                status["disruptedPods"] = new JsonObject();
            }

            status["disruptedPods"]![pod.Name()] = Timestamps.Seconds(time.GetUtcNow());
            return copy;
        });
}

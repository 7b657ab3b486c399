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
        registry.Atomically(() =>
        {
            var pod = registry.Get(request.Key) ?? throw StatusException.NotFound(request.Key);
            if (!IsDone(pod))
            {
                Reserve(request, pod);
            }

            return registry.Delete(request.Key, new DeleteOptions
            {
                GracePeriodSeconds = body.Integer("deleteOptions", "gracePeriodSeconds"),
                PreconditionUid = body.Text("deleteOptions", "preconditions", "uid"),
                DryRun = request.IsDryRun || (body.At("deleteOptions", "dryRun") as JsonArray)?.Count > 0,
            });
        });
        await Answers.WriteAsync(request.Http, new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Success", ["code"] = 201 }, 201);
    }

    private static bool IsDone(JsonObject pod) => pod.IsDeleting() || pod.Text("status", "phase") is "Pending" or "Succeeded" or "Failed";

    private void Reserve(ApiRequest request, JsonObject pod)
    {
        var budgets = registry.List(KnownTypes.PodDisruptionBudgets, pod.Namespace()).Items
            .Where(budget => LabelSelector.FromObject(budget.At("spec", "selector"))?.Matches(pod) == true)
            .ToList();
        if (budgets.Count > 1)
        {
            throw new StatusException(500, "InternalError", "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.");
        }

        if (budgets.Count == 0 || request.IsDryRun)
        {
            return;
        }

        var allowed = budgets[0].Integer("status", "disruptionsAllowed") ?? 0;
        if (allowed <= 0)
        {
            throw new StatusException(429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.", new JsonObject
            {
                ["causes"] = new JsonArray(new JsonObject
                {
                    ["reason"] = "DisruptionBudget",
                    ["message"] = $"The disruption budget {budgets[0].Name()} needs {budgets[0].Integer("status", "desiredHealthy") ?? 0} healthy pods and has {budgets[0].Integer("status", "currentHealthy") ?? 0} currently",
                }),
            });
        }

        registry.UpdateStatus(KnownTypes.PodDisruptionBudgets.Key(pod.Namespace(), budgets[0].Name()), budget =>
        {
            var status = budget["status"]!.AsObject();
            status["disruptionsAllowed"] = allowed - 1;
            if (status["disruptedPods"] is not JsonObject)
            {
                status["disruptedPods"] = new JsonObject();
            }

            status["disruptedPods"]![pod.Name()] = Timestamps.Seconds(time.GetUtcNow());
            return budget;
        });
    }
}

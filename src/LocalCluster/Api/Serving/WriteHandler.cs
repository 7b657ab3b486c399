using System.Text.Json.Nodes;
using Microsoft.Extensions.Primitives;
using RedisOperator.LocalCluster.Api.Authorization;
using RedisOperator.LocalCluster.Api.Patches;
using RedisOperator.LocalCluster.Api.Patches.Ownership;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Serving;

/// <summary>create, update and patch, on objects and on their status.</summary>
internal sealed class WriteHandler(Registry registry, Authorizer authorizer, OwnerPermissions owners, FieldOwnership ownership)
{
    public async Task CreateAsync(ApiRequest request)
    {
        var given = await Bodies.ReadObjectAsync(request.Http);
        CheckIdentity(request, given);
        CheckUnknownFields(request, given);
        owners.Require(request.User, request.Type, isNew: true, null, InNamespace(request, given));
        var created = registry.Create(request.Type, request.Namespace, given, Context(request));
        await Answers.WriteAsync(request.Http, created, 201);
    }

    public async Task ReplaceAsync(ApiRequest request)
    {
        var given = await Bodies.ReadObjectAsync(request.Http);
        CheckIdentity(request, given);
        CheckUnknownFields(request, given);
        if (request.Type == KnownTypes.Leases && request.Subresource.Length == 0 && given.ResourceVersion().Length == 0)
        {
            throw StatusException.Invalid(request.Type, request.Name!, FieldProblem.Invalid("metadata.resourceVersion", "0x0", "must be specified for an update"));
        }

        var replaced = Update(request, current =>
        {
            // A PUT without them does not take the ownership records away.
            given.Metadata()["managedFields"] = current.At("metadata", "managedFields")?.DeepClone();
            return given;
        });
        await Answers.WriteAsync(request.Http, replaced);
    }

    public async Task PatchAsync(ApiRequest request)
    {
        var kind = PatchKinds.Of(request);
        if (kind == PatchKind.Apply)
        {
            await ApplyAsync(request);
            return;
        }

        var patch = Bodies.Parse(await Bodies.ReadAsync(request.Http));
        var patched = Update(request, current =>
        {
            var changed = PatchKinds.Apply(kind, current, patch);
            CheckUnknownFields(request, changed);
            return changed;
        });
        await Answers.WriteAsync(request.Http, patched);
    }

    private async Task ApplyAsync(ApiRequest request)
    {
        var applied = Bodies.AsObject(await Bodies.ReadObjectAsync(request.Http));
        CheckIdentity(request, applied);
        CheckUnknownFields(request, applied);
        var apply = new ApplyPatch(ownership.SchemaOf(request.Type), applied, request.RequiredFieldManager, request.Flag("force"), request.Subresource, request.Type.ApiVersion);
        var (code, result) = registry.Atomically(() =>
        {
            if (registry.Get(request.Key) is not null)
            {
                return (200, Update(request, apply.Onto, apply.Finish(ownership)));
            }

            if (request.Subresource.Length > 0)
            {
                throw StatusException.NotFound(request.Key);
            }

            authorizer.Require(request.User, "create", request.Type, "", request.Namespace, request.Name);
            var made = apply.AsNew();
            owners.Require(request.User, request.Type, isNew: true, null, InNamespace(request, made));
            return (201, registry.Create(request.Type, request.Namespace, made, new WriteContext(request.IsDryRun, apply.Finish(ownership))));
        });
        await Answers.WriteAsync(request.Http, result, code);
    }

    private JsonObject Update(ApiRequest request, Func<JsonObject, JsonObject?> change, Action<JsonObject?, JsonObject>? finish = null)
    {
        var context = new WriteContext(request.IsDryRun, finish ?? Context(request).Finish);
        return request.Subresource == "status" ? registry.UpdateStatus(request.Key, change, context) : registry.Update(request.Key, Permitted, context);

        JsonObject? Permitted(JsonObject current)
        {
            var before = OwnerPermissions.Of(current);
            var changed = change(current);
            if (changed is not null)
            {
                owners.Require(request.User, request.Type, isNew: false, before, changed);
            }

            return changed;
        }
    }

    /// <summary>The namespace of the URL is the object's, whether it says so or not.</summary>
    private static JsonObject InNamespace(ApiRequest request, JsonObject given)
    {
        if (request.Namespace is not null)
        {
            given.Metadata()["namespace"] ??= request.Namespace;
        }

        return given;
    }

    private WriteContext Context(ApiRequest request) => new(
        request.IsDryRun,
        (old, now) => ownership.RecordUpdate(request.Type, old, now, request.FieldManager, request.Subresource));

    private static void CheckIdentity(ApiRequest request, JsonObject given)
    {
        var type = request.Type;
        if ((given.Text("kind") ?? type.Kind) != type.Kind || (given.Text("apiVersion") ?? type.ApiVersion) != type.ApiVersion)
        {
            throw StatusException.BadRequest(
                $"{given.Text("kind")} in version \"{given.Text("apiVersion")}\" cannot be handled as a {type.Kind}: no kind \"{given.Text("kind")}\" is registered for version \"{type.ApiVersion}\"");
        }

        if (request.Name is not null && given.Name() is { Length: > 0 } name && name != request.Name)
        {
            throw StatusException.BadRequest($"the name of the object ({name}) does not match the name on the URL ({request.Name})");
        }

        if (request.Namespace is not null && given.Namespace() is { Length: > 0 } ns && ns != request.Namespace)
        {
            throw StatusException.BadRequest($"the namespace of the provided object does not match the namespace sent on the request");
        }
    }

    private void CheckUnknownFields(ApiRequest request, JsonObject given)
    {
        var validation = request.Query("fieldValidation") ?? "Warn";
        if (!request.Type.IsCustom || validation == "Ignore" || registry.CustomKinds.UnknownFields(request.Type, given) is not { Count: > 0 } unknown)
        {
            return;
        }

        if (request.IsStrict)
        {
            var listed = string.Join(", ", unknown.Select(field => $"unknown field \"{field}\""));
            throw StatusException.BadRequest(
                $"{request.Type.Kind} in version \"{request.Type.Version}\" cannot be handled as a {request.Type.Kind}: strict decoding error: {listed}");
        }

        foreach (var field in unknown)
        {
            request.Http.Response.Headers.Warning = StringValues.Concat(request.Http.Response.Headers.Warning, $"299 - \"unknown field \\\"{field}\\\"\"");
        }
    }
}

using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store.Admission;

namespace RedisOperator.LocalCluster.Store;

public sealed partial class Registry
{
    /// <summary>Adds an object and returns it as stored. <paramref name="ns"/> is ignored for cluster-scoped kinds; <paramref name="obj"/> is not changed.</summary>
    public JsonObject Create(ResourceType type, string? ns, JsonObject obj) => Create(type, ns, obj, WriteContext.Plain);

    internal JsonObject Create(ResourceType type, string? ns, JsonObject given, WriteContext context) => _store.Atomically(() =>
    {
        var obj = Canonical.Copy(given);
        var key = Identify(type, ns, obj);
        RequireLiveNamespace(key);
        if (_store.Get(key) is not null)
        {
            throw StatusException.AlreadyExists(key);
        }

        if (type.HasStatus)
        {
            obj.Remove("status");
        }

        var metadata = obj.Metadata();
        metadata["uid"] = Guid.NewGuid().ToString();
        Admit(type, null, obj);
        metadata["creationTimestamp"] = Now();
        if (type.HasGeneration)
        {
            metadata["generation"] = 1;
        }

        context.Finish?.Invoke(null, obj);
        if (context.DryRun)
        {
            return Canonical.Copy(obj);
        }

        var stored = _store.Create(key, obj);
        AfterCreate(key, stored);
        return _store.Get(key) ?? stored;
    });

    private ObjectKey Identify(ResourceType type, string? ns, JsonObject obj)
    {
        obj["apiVersion"] = type.ApiVersion;
        obj["kind"] = type.Kind;
        var metadata = obj.Metadata();
        foreach (var owned in (ReadOnlySpan<string>)["uid", "creationTimestamp", "resourceVersion", "generation", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink"])
        {
            metadata.Remove(owned);
        }

        if (metadata.Text("name") is not { Length: > 0 } name)
        {
            name = metadata.Text("generateName") is { Length: > 0 } prefix ? _names.Next(prefix) : "";
            metadata["name"] = name;
        }

        if (type.Namespaced)
        {
            ns ??= metadata.Text("namespace") ?? "default";
            metadata["namespace"] = ns;
        }
        else
        {
            metadata.Remove("namespace");
        }

        if (ObjectNames.Problem(type, name) is { } problem)
        {
            throw StatusException.Invalid(type, name, problem);
        }

        return type.Key(ns, name);
    }

    private void RequireLiveNamespace(ObjectKey key)
    {
        if (key.Namespace is null)
        {
            return;
        }

        var home = _store.Get(KnownTypes.Namespaces.Key(null, key.Namespace)) ?? throw StatusException.NotFound(KnownTypes.Namespaces.Key(null, key.Namespace));
        if (home.IsDeleting())
        {
            throw StatusException.Forbidden(key.Type, key.Name, $"unable to create new content in namespace {key.Namespace} because it is being terminated");
        }
    }

    /// <summary>Defaults, allocates and validates <paramref name="obj"/> in place.</summary>
    private void Admit(ResourceType type, JsonObject? old, JsonObject obj)
    {
        var problems = new List<FieldProblem>();
        MetadataRules.Check(obj, problems);
        if (type.IsCustom)
        {
            _customKinds.Admit(type, old, obj, problems);
        }
        else
        {
            if (type == KnownTypes.Services && old is not null)
            {
                ServiceTypeRules.DropWhatBelongedToAnotherType(old, obj);
            }

            Defaults.Apply(type, obj);
            if (type == KnownTypes.Pods && old is null)
            {
                DefaultTolerations.Add(obj, _stay);
            }

            if (type == KnownTypes.Services)
            {
                _serviceAddresses.Allocate(_store.List(KnownTypes.Services).Items, old, obj, problems);
            }

            BuiltInRules.Check(type, old, obj, problems);
            if (type == KnownTypes.PersistentVolumeClaims)
            {
                VolumeClaimRules.Check(old, obj, name => _store.Get(KnownTypes.StorageClasses.Key(null, name)), problems);
            }
        }

        if (problems.Count > 0)
        {
            throw StatusException.Invalid(type, obj.Name(), problems);
        }
    }

    private void AfterCreate(ObjectKey key, JsonObject stored)
    {
        if (key.Type == KnownTypes.CustomResourceDefinitions)
        {
            ServeCustomKind(key, stored);
        }
        else if (key.Type == KnownTypes.Namespaces)
        {
            FirstObjects.CreateIn(this, key.Name);
        }
    }

    /// <summary>Makes the kinds of a CustomResourceDefinition available, and says so in its status.</summary>
    private void ServeCustomKind(ObjectKey key, JsonObject definition)
    {
        var types = _customKinds.Take(definition);
        Types.Replace(definition.Text("spec", "group") ?? "", definition.Text("spec", "names", "plural") ?? "", types);
        _store.Update(key, current => CustomKindStatus.Established(current, Now()));
    }
}

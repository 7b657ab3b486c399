using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using k8s.Models;

namespace k8s;

/// <summary>How objects are written to and read from the API: camelCase, nulls left out, unknown members ignored.</summary>
public static class KubernetesJson
{
    /// <summary>Options for the built-in kinds and for those of <paramref name="more"/>; each call makes new ones, so make them once and keep them.</summary>
    public static JsonSerializerOptions Options(params IJsonTypeInfoResolver[] more)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            // The bodies go to an API server, not into a web page: "<" stays "<", as kubectl and the server write it.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = JsonTypeInfoResolver.Combine([KubernetesJsonContext.Default, .. more]),
        };
        options.Converters.Add(new TimeConverter());
        options.MakeReadOnly();
        return options;
    }
}

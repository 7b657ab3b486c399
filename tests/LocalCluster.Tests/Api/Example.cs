using System.Text.Json.Nodes;
using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Tests.Api;

/// <summary>A custom kind with everything that definitions use: defaults, bounds, CEL, columns, status, scale, list types.</summary>
public static class Example
{
    public const string Collection = "apis/example.com/v1/namespaces/default/caches";

    public static ResourceType Caches { get; } = new("example.com", "v1", "Cache", "caches", true) { IsCustom = true };

    public static JsonObject Definition() => JsonNode.Parse(
        """
        {
          "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "metadata": { "name": "caches.example.com" },
          "spec": {
            "group": "example.com", "scope": "Namespaced",
            "names": { "plural": "caches", "singular": "cache", "kind": "Cache", "shortNames": ["ca"], "categories": ["all"] },
            "versions": [{
              "name": "v1", "served": true, "storage": true,
              "subresources": { "status": {}, "scale": { "specReplicasPath": ".spec.replicas", "statusReplicasPath": ".status.replicas", "labelSelectorPath": ".status.selector" } },
              "additionalPrinterColumns": [
                { "name": "Status", "type": "string", "jsonPath": ".status.phase" },
                { "name": "Ready", "type": "string", "jsonPath": ".status.conditions[?(@.type==\"Ready\")].status" },
                { "name": "Replicas", "type": "integer", "jsonPath": ".spec.replicas" },
                { "name": "Age", "type": "date", "jsonPath": ".metadata.creationTimestamp" },
                { "name": "Image", "type": "string", "jsonPath": ".spec.image", "priority": 1 }
              ],
              "schema": { "openAPIV3Schema": {
                "type": "object", "required": ["spec"], "description": "A cache of an example.",
                "properties": {
                  "apiVersion": { "type": "string" }, "kind": { "type": "string" }, "metadata": { "type": "object" },
                  "spec": {
                    "type": "object",
                    "description": "What is wanted.",
                    "x-kubernetes-validations": [
                      { "rule": "!has(self.quorum) || self.quorum <= self.replicas", "message": "quorum may not be above replicas: lower quorum or raise replicas" },
                      { "rule": "self.replicas >= oldSelf.replicas", "messageExpression": "'replicas may not be lowered from ' + string(oldSelf.replicas)" }
                    ],
                    "properties": {
                      "replicas": { "type": "integer", "minimum": 1, "maximum": 9, "default": 3, "description": "How many pods." },
                      "quorum": { "type": "integer" },
                      "image": { "type": "string", "default": "redis:8.2" },
                      "mode": { "type": "string", "enum": ["AOF", "RDB"] },
                      "downAfter": {
                        "type": "string", "default": "5s", "pattern": "^([0-9]+(ms|s|m))+$",
                        "x-kubernetes-validations": [{ "rule": "duration(self) >= duration('2s')", "message": "must be at least 2s" }]
                      },
                      "config": { "type": "object", "additionalProperties": { "type": "string" } },
                      "zones": { "type": "array", "x-kubernetes-list-type": "set", "items": { "type": "string" } },
                      "ports": {
                        "type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"],
                        "items": { "type": "object", "required": ["name"], "properties": { "name": { "type": "string" }, "port": { "type": "integer", "default": 6379 } } }
                      },
                      "anything": { "type": "object", "x-kubernetes-preserve-unknown-fields": true }
                    }
                  },
                  "status": {
                    "type": "object",
                    "properties": {
                      "phase": { "type": "string" }, "replicas": { "type": "integer" }, "selector": { "type": "string" },
                      "conditions": {
                        "type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["type"],
                        "items": { "type": "object", "required": ["type", "status"], "properties": { "type": { "type": "string" }, "status": { "type": "string" } } }
                      }
                    }
                  }
                }
              } }
            }]
          }
        }
        """)!.AsObject();

    public static JsonObject Cache(string name, string spec = "{}") => JsonNode.Parse(
        $$"""{ "apiVersion": "example.com/v1", "kind": "Cache", "metadata": { "name": "{{name}}" }, "spec": {{spec}} }""")!.AsObject();
}

using RedisOperator.LocalCluster.Store;

namespace RedisOperator.LocalCluster.Api.Discovery;

/// <summary>The reviews: served, but never stored.</summary>
internal static class Questions
{
    public static IReadOnlyList<ResourceType> Types { get; } =
    [
        new("authorization.k8s.io", "v1", "SelfSubjectAccessReview", "selfsubjectaccessreviews", false),
        new("authorization.k8s.io", "v1", "SelfSubjectRulesReview", "selfsubjectrulesreviews", false),
        new("authorization.k8s.io", "v1", "SubjectAccessReview", "subjectaccessreviews", false),
        new("authentication.k8s.io", "v1", "SelfSubjectReview", "selfsubjectreviews", false),
        new("authentication.k8s.io", "v1", "TokenReview", "tokenreviews", false),
    ];
}

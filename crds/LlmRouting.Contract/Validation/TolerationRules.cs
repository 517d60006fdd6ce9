using LlmRouting.Contract.Api;
using LlmRouting.Contract.Manifests;

namespace LlmRouting.Contract.Validation;

/// <summary>A toleration as the API server would take it in a pod.</summary>
internal static class TolerationRules
{
    public static void Check(FieldCheck check, string path, TolerationSpec toleration)
    {
        var exists = toleration.Operator == "Exists";
        check.Pattern(FieldPath.Field(path, "key"), toleration.Key, Names.LabelKey(), LabelRules.KeyWords);
        check.Size(FieldPath.Field(path, "key"), toleration.Key, 317);
        check.OneOf(FieldPath.Field(path, "operator"), toleration.Operator, ["Exists", "Equal"]);
        check.Pattern(FieldPath.Field(path, "value"), toleration.Value, Names.LabelValue(), "a label value: at most 63 letters, digits and - _ .");
        check.OneOf(FieldPath.Field(path, "effect"), toleration.Effect, ["NoSchedule", "PreferNoSchedule", "NoExecute"]);
        check.When(toleration.Key is null && !exists, path, "needs a key, or operator Exists");
        check.When(exists && toleration.Value is { Length: > 0 }, FieldPath.Field(path, "value"), "does not go with operator Exists");
        check.Range(FieldPath.Field(path, "tolerationSeconds"), toleration.TolerationSeconds, -MaxSeconds, MaxSeconds);
        check.When(
            toleration.TolerationSeconds is not null && toleration.Effect != "NoExecute",
            FieldPath.Field(path, "tolerationSeconds"), "only goes with effect NoExecute");
    }

    /// <summary>2⁵³ - 1: beyond it JSON readers disagree.</summary>
    private const long MaxSeconds = 9_007_199_254_740_991;
}

using LlmRouting.Contract.Api;
using LlmRouting.Contract.Manifests;

namespace LlmRouting.Contract.Validation;

/// <summary>Classifiers of a policy and who refers to them.</summary>
internal static class ClassifierRules
{
    private const int MaxText = 1_000_000;

    public static void Check(FieldCheck check, RoutingPolicySpec spec)
    {
        check.Count("spec.classifiers", spec.Classifiers, 1, 8);
        check.Unique("spec.classifiers", spec.Classifiers, classifier => classifier.Name, "name");
        check.Each("spec.classifiers", spec.Classifiers, (path, classifier) => Classifier(check, path, classifier));
        PolicyNames.ClassifierExists(check, spec, "spec.activeClassifier", spec.ActiveClassifier);
        check.When(
            spec.ActiveClassifier is null && spec.Classifiers?.Count > 1,
            "spec.activeClassifier", "is required where there is more than one classifier");
        PolicyNames.TierExists(check, spec, "spec.onClassifierFailure.tier", spec.OnClassifierFailure?.Tier);
    }

    private static void Classifier(FieldCheck check, string path, ClassifierSpec classifier)
    {
        check.Name(FieldPath.Field(path, "name"), classifier.Name);
        var at = FieldPath.Field(path, "heuristic");
        if (classifier.Heuristic is not { } heuristic)
        {
            check.Report(at, "is required: a classifier has exactly one kind");
            return;
        }

        ComplexityLabels.Check(check, FieldPath.Field(at, "codeOrMath"), heuristic.CodeOrMath);
        ComplexityLabels.Check(check, FieldPath.Field(at, "otherwise"), heuristic.Otherwise);
        KeywordRules.Check(check, FieldPath.Field(at, "keywords"), heuristic.Keywords);
        check.Range(FieldPath.Field(at, "length.max"), heuristic.Length?.Max, 0, MaxText);
        ComplexityLabels.Check(check, FieldPath.Field(at, "length.label"), heuristic.Length?.Label);
        check.Range(FieldPath.Field(at, "turns.max"), heuristic.Turns?.Max, 0, 10_000);
        ComplexityLabels.Check(check, FieldPath.Field(at, "turns.label"), heuristic.Turns?.Label);
    }
}

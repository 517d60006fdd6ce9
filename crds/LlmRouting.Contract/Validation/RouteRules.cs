using LlmRouting.Contract.Api;
using LlmRouting.Contract.Manifests;

namespace LlmRouting.Contract.Validation;

/// <summary>Routes of a policy: reachable, resolvable, and the last one takes the rest.</summary>
internal static class RouteRules
{
    public static void Check(FieldCheck check, RoutingPolicySpec spec)
    {
        check.Count("spec.routes", spec.Routes, 1, 64);
        check.Each("spec.routes", spec.Routes, (path, route) =>
        {
            PolicyNames.TierExists(check, spec, FieldPath.Field(path, "tier"), route.Tier);
            if (route.When is not null) Condition(check, spec, FieldPath.Field(path, "when"), route.When);
        });
        for (var i = 0; i < spec.Routes.Count; i++)
        {
            var last = i == spec.Routes.Count - 1;
            if (last && spec.Routes[i].When is not null)
                check.Report(FieldPath.Item("spec.routes", i), "the last route must have no when, so that every request has a tier");
            else if (!last && spec.Routes[i].When is null)
                check.Report(FieldPath.Item("spec.routes", i), "only the last route may have no when: the ones below are never reached");
        }
    }

    private static void Condition(FieldCheck check, RoutingPolicySpec spec, string path, RouteConditionSpec when)
    {
        check.When(when == new RouteConditionSpec(), path, "is empty: say what the request must be like, or leave when out of the last route");
        check.Count(FieldPath.Field(path, "labels"), when.Labels, 1, 3);
        check.Unique(FieldPath.Field(path, "labels"), when.Labels, label => label);
        check.Each(FieldPath.Field(path, "labels"), when.Labels, (item, label) => ComplexityLabels.Check(check, item, label));
        check.Number(FieldPath.Field(path, "minComplexity"), when.MinComplexity, 0, 1, "0.65");
        check.Count(FieldPath.Field(path, "limitClasses"), when.LimitClasses, 1, 32);
        check.Unique(FieldPath.Field(path, "limitClasses"), when.LimitClasses, name => name);
        check.Each(FieldPath.Field(path, "limitClasses"), when.LimitClasses, check.Name);
        HeaderRules.CheckMatches(check, FieldPath.Field(path, "headers"), when.Headers);
        Categories(check, spec, FieldPath.Field(path, "categories"), when.Categories);
        var asksClassifier = when.Labels is not null || when.Categories is not null || when.MinComplexity is not null;
        check.When(
            asksClassifier && spec.Classifiers is null,
            path, "looks at what a classifier answers, and spec.classifiers is empty");
    }

    /// <summary>A category that nothing answers would never match, and nobody would notice.</summary>
    private static void Categories(FieldCheck check, RoutingPolicySpec spec, string path, IReadOnlyList<string>? categories)
    {
        check.Count(path, categories, 1, 16);
        check.Unique(path, categories, category => category);
        var known = (spec.Classifiers ?? [])
            .SelectMany(classifier => classifier.Heuristic?.Keywords ?? [])
            .Select(rule => rule.Category)
            .OfType<string>()
            .Distinct()
            .ToList();
        check.Each(path, categories, (item, category) =>
        {
            if (known.Contains(category)) return;
            var hint = known.Count > 0 ? $": {Suggestion.Sentence(category, known)}" : "";
            check.Report(item, $"no classifier of this policy answers the category {category}{hint}");
        });
    }
}

using LlmRouting.Contract.Snapshot;
using LlmRouting.DataPlane.Access;
using LlmRouting.DataPlane.Classification;

namespace LlmRouting.DataPlane.Selection;

/// <summary>Ordered routes: the first whose condition holds names the tier.</summary>
public static class RouteTable
{
    public static string TierOf(PolicySnapshot policy, in ClassificationResult? classification, Caller caller, IHeaderDictionary headers)
    {
        for (var i = 0; i < policy.Routes.Count; i++)
        {
            var route = policy.Routes[i];
            if (route.When is null || Holds(route.When, classification, caller, headers)) return route.Tier;
        }

        return policy.OnClassifierFailure;
    }

    private static bool Holds(RouteCondition when, in ClassificationResult? classification, Caller caller, IHeaderDictionary headers) =>
        (when.Labels.Count == 0 || (classification is { } c && Contains(when.Labels, LabelNames.Of(c.Label))))
        && (when.Categories.Count == 0 || (classification?.Category is { } category && Contains(when.Categories, category)))
        && (when.MinComplexity is not { } least || classification?.Complexity >= least)
        && (when.LimitClasses.Count == 0 || (caller.LimitClass is { } limitClass && Contains(when.LimitClasses, limitClass)))
        && HaveHeaders(when.Headers, headers);

    private static bool HaveHeaders(IReadOnlyList<HeaderMatch> wanted, IHeaderDictionary headers)
    {
        for (var i = 0; i < wanted.Count; i++)
        {
            if (headers[wanted[i].Name] != wanted[i].Value) return false;
        }

        return true;
    }

    private static bool Contains(IReadOnlyList<string> list, string value)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] == value) return true;
        }

        return false;
    }
}

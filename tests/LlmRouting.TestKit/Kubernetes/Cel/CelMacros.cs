namespace LlmRouting.TestKit.Kubernetes.Cel;

/// <summary>all, exists, exists_one, filter, map.</summary>
internal static class CelMacros
{
    public static bool IsMacro(string name) => name is "all" or "exists" or "exists_one" or "filter" or "map";

    public static CelExpression Of(string name, CelExpression target, string variable, List<CelExpression> arguments)
    {
        var test = arguments[0];
        bool Holds(CelScope scope, object? item) => CelValues.Truth(test(new CelScope(variable, item, scope)));
        return name switch
        {
            "all" => scope => CelValues.Items(target(scope)).All(i => Holds(scope, i)),
            "exists" => scope => CelValues.Items(target(scope)).Any(i => Holds(scope, i)),
            "exists_one" => scope => CelValues.Items(target(scope)).Count(i => Holds(scope, i)) == 1,
            "filter" => scope => CelValues.Items(target(scope)).Where(i => Holds(scope, i)).ToList(),
            _ when arguments.Count == 1 => scope => CelValues.Items(target(scope)).Select(i => test(new CelScope(variable, i, scope))).ToList(),
            _ => scope => CelValues.Items(target(scope)).Where(i => Holds(scope, i)).Select(i => arguments[1](new CelScope(variable, i, scope))).ToList(),
        };
    }
}

namespace LlmRouting.TestKit.Kubernetes.Cel;

/// <summary>Binary operators. &amp;&amp; and || absorb a failure on one side, as CEL's do.</summary>
internal static class CelOperators
{
    public static CelExpression Of(string sign, CelExpression left, CelExpression right) => sign switch
    {
        "&&" => scope => Decide(left, right, scope, false),
        "||" => scope => Decide(left, right, scope, true),
        "==" => scope => CelValues.Same(left(scope), right(scope)),
        "!=" => scope => !CelValues.Same(left(scope), right(scope)),
        "<" => scope => CelValues.Compare(left(scope), right(scope)) < 0,
        "<=" => scope => CelValues.Compare(left(scope), right(scope)) <= 0,
        ">" => scope => CelValues.Compare(left(scope), right(scope)) > 0,
        ">=" => scope => CelValues.Compare(left(scope), right(scope)) >= 0,
        "in" => scope => CelValues.Items(right(scope)).Any(i => CelValues.Same(i, left(scope))),
        "+" => scope => Add(left(scope), right(scope)),
        _ => scope => Calculate(sign, left(scope), right(scope)),
    };

    private static bool Decide(CelExpression left, CelExpression right, CelScope scope, bool decisive)
    {
        bool first;
        try
        {
            first = CelValues.Truth(left(scope));
        }
        catch (CelFailureException) when (CelValues.Truth(right(scope)) == decisive)
        {
            return decisive;
        }
        return first == decisive ? decisive : CelValues.Truth(right(scope));
    }

    private static object Add(object? left, object? right) => (left, right) switch
    {
        (string a, string b) => a + b,
        (long a, long b) => a + b,
        (long or double, long or double) => CelValues.Number(left) + CelValues.Number(right),
        (TimeSpan a, TimeSpan b) => a + b,
        _ => CelValues.Items(left).Concat(CelValues.Items(right)).ToList(),
    };

    private static object Calculate(string sign, object? left, object? right) => (sign, left, right) switch
    {
        ("/" or "%", long, 0L) => throw new CelFailureException("division by zero"),
        ("-", long a, long b) => a - b,
        ("*", long a, long b) => a * b,
        ("/", long a, long b) => a / b,
        ("%", long a, long b) => a % b,
        ("-", TimeSpan a, TimeSpan b) => a - b,
        ("-", _, _) => CelValues.Number(left) - CelValues.Number(right),
        ("*", _, _) => CelValues.Number(left) * CelValues.Number(right),
        ("/", _, _) => CelValues.Number(left) / CelValues.Number(right),
        _ => throw new CelFailureException("no such overload"),
    };
}

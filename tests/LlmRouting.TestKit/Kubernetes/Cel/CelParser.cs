namespace LlmRouting.TestKit.Kubernetes.Cel;

/// <summary>CEL → delegates. The subset: operators, fields, indexes, lists, macros and the functions of <see cref="CelFunctions"/>.</summary>
public sealed class CelParser
{
    private static readonly string[][] Levels = [["||"], ["&&"], ["<", "<=", ">", ">=", "==", "!=", "in"], ["+", "-"], ["*", "/", "%"]];
    private readonly List<(string Kind, object? Value)> tokens;
    private int position;

    private CelParser(string text) => tokens = new CelLexer(text).ReadAll();

    /// <exception cref="CelUnsupportedException">Beyond the subset.</exception>
    public static CelExpression Parse(string text)
    {
        var parser = new CelParser(text);
        var expression = parser.Ternary();
        return parser.tokens[parser.position].Kind == "end" ? expression : throw new CelUnsupportedException(text);
    }

    private CelExpression Ternary()
    {
        var condition = Binary(0);
        if (!Accept("?")) return condition;
        var yes = Ternary();
        Expect(":");
        var no = Ternary();
        return scope => CelValues.Truth(condition(scope)) ? yes(scope) : no(scope);
    }

    private CelExpression Binary(int level)
    {
        if (level == Levels.Length) return Unary();
        var left = Binary(level + 1);
        while (Levels[level].FirstOrDefault(Accept) is { } sign)
        {
            var (first, second) = (left, Binary(level + 1));
            left = CelOperators.Of(sign, first, second);
        }
        return left;
    }

    private CelExpression Unary()
    {
        if (Accept("!"))
        {
            var inner = Unary();
            return scope => !CelValues.Truth(inner(scope));
        }
        if (!Accept("-")) return Postfix(Primary());
        var number = Unary();
        return scope => number(scope) is long whole ? -whole : -CelValues.Number(number(scope));
    }

    private CelExpression Postfix(CelExpression target)
    {
        while (true)
        {
            if (Accept(".")) target = Dotted(target);
            else if (Accept("["))
            {
                var (inner, index) = (target, Ternary());
                Expect("]");
                target = scope => CelValues.Index(inner(scope), index(scope));
            }
            else return target;
        }
    }

    private CelExpression Dotted(CelExpression target)
    {
        var name = Name();
        if (!Accept("(")) return scope => CelValues.Member(target(scope), name);
        if (CelMacros.IsMacro(name)) return Macro(target, name);
        var arguments = Arguments();
        return CelFunctions.Method(name, arguments.Count) is { } method
            ? scope => method(target(scope), [.. arguments.Select(a => a(scope))]) : throw new CelUnsupportedException(name);
    }

    private CelExpression Macro(CelExpression target, string name)
    {
        var variable = Name();
        Expect(",");
        var arguments = Arguments();
        return CelMacros.Of(name, target, variable, arguments);
    }

    private CelExpression Primary()
    {
        var (kind, value) = tokens[position++];
        if (kind == "literal") return _ => value;
        if (kind == "name") return Named((string)value!);
        if ((string?)value == "(")
        {
            var inner = Ternary();
            Expect(")");
            return inner;
        }
        if ((string?)value != "[") throw new CelUnsupportedException($"{value}");
        var items = List("]");
        return scope => items.Select(i => i(scope)).ToList();
    }

    private CelExpression Named(string name)
    {
        if (name is "true" or "false") return _ => name == "true";
        if (name == "null") return _ => null;
        if (!Accept("(")) return scope => scope.Find(name);
        if (name == "has") return Has();
        var arguments = Arguments();
        return CelFunctions.Global(name) is { } function ? scope => function([.. arguments.Select(a => a(scope))]) : throw new CelUnsupportedException(name);
    }

    private CelExpression Has()
    {
        var target = Primary();
        string? last = null;
        while (!Accept(")"))
        {
            if (last is not null) target = Field(target, last);
            last = null;
            if (Accept("."))
            {
                last = Name();
                continue;
            }
            Expect("[");
            var (inner, index) = (target, Ternary());
            Expect("]");
            target = scope => CelValues.Index(inner(scope), index(scope));
        }
        return last is null ? throw new CelUnsupportedException("has") : scope => CelValues.Has(target(scope), last);
    }

    private static CelExpression Field(CelExpression target, string name) => scope => CelValues.Member(target(scope), name);

    private List<CelExpression> Arguments() => List(")");

    private List<CelExpression> List(string end)
    {
        var items = new List<CelExpression>();
        while (!Accept(end))
        {
            items.Add(Ternary());
            if (!Accept(",") && !(tokens[position].Value as string == end)) throw new CelUnsupportedException(end);
        }
        return items;
    }

    private string Name() => tokens[position] is ("name", string name) && position++ >= 0 ? name : throw new CelUnsupportedException($"{tokens[position].Value}");

    private bool Accept(string sign)
    {
        var (kind, value) = tokens[position];
        if (kind == "literal" || value as string != sign || kind == "name" && sign != "in") return false;
        position++;
        return true;
    }

    private void Expect(string sign)
    {
        if (!Accept(sign)) throw new CelUnsupportedException($"{sign} missing");
    }
}

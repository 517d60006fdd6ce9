namespace LlmRouting.DataPlane.Classification;

/// <summary>What stands on one side of an equals sign.</summary>
/// <param name="Operators">Between two operands.</param>
/// <param name="Asked">A question mark or blank in place of a result.</param>
internal readonly record struct Expression(int Operands, int Operators, bool Digits, bool Asked)
{
    /// <summary>The longest expression that ends the text; what is before it may be prose.</summary>
    public static Expression Before(ReadOnlySpan<char> text)
    {
        var found = default(Expression);
        var end = text.Length;
        while (true)
        {
            var closed = text[..end].TrimEnd(" )").Length;
            var start = OperandStart(text[..closed]);
            if (start == closed || !Standalone(text[start..closed])) return found;
            found = found.With(text[start..closed]);
            var operatorEnd = text[..start].TrimEnd(" (").Length;
            if (operatorEnd == 0 || !IsOperator(text[operatorEnd - 1])) return found;
            end = operatorEnd - 1;
        }
    }

    /// <summary>The longest expression that begins the text.</summary>
    public static Expression After(ReadOnlySpan<char> text)
    {
        var found = default(Expression);
        var rest = text.TrimStart(" (-");
        if (rest.IsEmpty || rest[0] is '?' or '_' or '\n' || WordBoundary.IsHangul(rest[0])) return found with { Asked = true };
        while (true)
        {
            var length = OperandLength(rest);
            if (length == 0 || !Standalone(rest[..length])) return found;
            found = found.With(rest[..length]);
            rest = rest[length..].TrimStart(" )");
            if (rest.IsEmpty || !IsOperator(rest[0])) return found;
            rest = rest[1..].TrimStart(" (");
        }
    }

    private Expression With(ReadOnlySpan<char> operand) => new(Operands + 1, Operands, Digits || operand.ContainsAnyInRange('0', '9'), Asked);

    private static int OperandStart(ReadOnlySpan<char> text)
    {
        var start = text.Length;
        while (start > 0 && IsOperand(text[start - 1])) start--;
        return start;
    }

    private static int OperandLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && IsOperand(text[length])) length++;
        return length;
    }

    /// <summary>12, 3.5, x, 3x; neither a word nor a lone dot.</summary>
    private static bool Standalone(ReadOnlySpan<char> operand)
    {
        var number = operand.TrimEnd('.').TrimStart("0123456789.,");
        return number.IsEmpty ? operand.ContainsAnyInRange('0', '9') : number.Length == 1 && char.IsAsciiLetter(number[0]);
    }

    private static bool IsOperand(char one) => char.IsLetterOrDigit(one) || one is '.' or ',' or '_' or '"' or '\'';

    private static bool IsOperator(char one) => one is '+' or '-' or '*' or '/' or '^' or '×' or '÷' or '−' or '·';
}

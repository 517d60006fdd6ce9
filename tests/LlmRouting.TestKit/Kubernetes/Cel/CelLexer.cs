using System.Globalization;
using System.Text;

namespace LlmRouting.TestKit.Kubernetes.Cel;

/// <summary>CEL text → tokens. A literal carries its value, anything else its spelling.</summary>
internal sealed class CelLexer(string text)
{
    private static readonly string[] Long = ["&&", "||", "==", "!=", "<=", ">="];
    private int position;

    public List<(string Kind, object? Value)> ReadAll()
    {
        var tokens = new List<(string, object?)>();
        while (Skip() < text.Length) tokens.Add(Next());
        tokens.Add(("end", null));
        return tokens;
    }

    private int Skip()
    {
        while (position < text.Length && char.IsWhiteSpace(text[position])) position++;
        return position;
    }

    private (string, object?) Next()
    {
        var c = text[position];
        if (c is '"' or '\'') return ("literal", Quoted(raw: false));
        if (c is 'r' or 'R' && position + 1 < text.Length && text[position + 1] is '"' or '\'')
        {
            position++;
            return ("literal", Quoted(raw: true));
        }
        if (char.IsAsciiDigit(c)) return ("literal", Number());
        if (char.IsLetter(c) || c == '_') return ("name", Word());
        var two = position + 1 < text.Length ? text.Substring(position, 2) : "";
        var sign = Long.Contains(two) ? two : c.ToString();
        position += sign.Length;
        return ("sign", sign);
    }

    private string Word()
    {
        var start = position;
        while (position < text.Length && (char.IsLetterOrDigit(text[position]) || text[position] == '_')) position++;
        return text[start..position];
    }

    private object Number()
    {
        var start = position;
        while (position < text.Length && (char.IsAsciiDigit(text[position]) || text[position] is '.' or 'e' or 'E' || text[position] is '+' or '-' && text[position - 1] is 'e' or 'E')) position++;
        var digits = text[start..position];
        if (position < text.Length && text[position] == 'u') position++;
        return long.TryParse(digits, CultureInfo.InvariantCulture, out var whole) ? whole : double.Parse(digits, CultureInfo.InvariantCulture);
    }

    private string Quoted(bool raw)
    {
        var quote = text[position++];
        var result = new StringBuilder();
        while (text[position] != quote)
        {
            if (text[position] == '\\' && !raw) result.Append(Escape());
            else result.Append(text[position++]);
        }
        position++;
        return result.ToString();
    }

    private char Escape()
    {
        var c = text[position + 1];
        position += 2;
        if (c != 'u') return c switch { 'n' => '\n', 't' => '\t', 'r' => '\r', _ => c };
        position += 4;
        return (char)int.Parse(text.AsSpan(position - 4, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}

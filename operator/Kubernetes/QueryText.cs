namespace LlmRouting.Operator.Kubernetes;

/// <summary>Query strings: absent values are left out.</summary>
internal static class QueryText
{
    public static string Of(params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var query = "";
        foreach (var (name, value) in parameters)
        {
            if (value is not null) query += $"{(query.Length == 0 ? '?' : '&')}{name}={Uri.EscapeDataString(value)}";
        }

        return query;
    }
}

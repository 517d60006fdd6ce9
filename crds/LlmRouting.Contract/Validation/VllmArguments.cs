namespace LlmRouting.Contract.Validation;

/// <summary>Reads <c>spec.vllm.extraArgs</c> as <c>vllm serve</c> does.</summary>
public static class VllmArguments
{
    public static bool Has(IReadOnlyList<string> arguments, string flag) => arguments.Any(argument => Name(argument) == flag);

    /// <summary>Behind the flag's = or in the next argument; null where the flag is not there.</summary>
    public static string? Value(IReadOnlyList<string> arguments, string flag)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (Name(arguments[i]) != flag) continue;
            return arguments[i].Split('=', 2) is [_, var value] ? value : arguments.ElementAtOrDefault(i + 1);
        }

        return null;
    }

    /// <summary>The flag of an argument: vLLM takes underscores for hyphens.</summary>
    public static string Name(string argument)
    {
        var name = argument.Split('=', 2)[0];
        return name.StartsWith("--", StringComparison.Ordinal) ? name.Replace('_', '-') : name;
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using LlmRouting.Contract.Validation;

namespace LlmRouting.Contract.Manifests;

/// <summary>A scalar as the JSON its field takes, or a sentence why not.</summary>
internal static class ScalarCheck
{
    public static JsonNode? Read(ScalarNode scalar, Type declared, string kind, string path, Func<string, JsonNode?> fault)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        var trap = "";
        var form = scalar.Plain ? PlainScalar.Classify(scalar.Value, out trap) : ScalarKind.Text;
        if (form == ScalarKind.Trap) return fault(trap);
        if (type == typeof(string)) return Text(scalar, form, path, fault);
        if (type.IsEnum) return Enumeration(scalar, form, type, kind, path, fault);
        if (type == typeof(bool)) return form == ScalarKind.Boolean ? char.ToLowerInvariant(scalar.Value[0]) == 't' : Wrong(scalar, form, type, fault);
        if (type == typeof(DateTimeOffset)) return Time(scalar, fault);
        return Number(scalar, form, type, fault);
    }

    private static JsonNode? Text(ScalarNode scalar, ScalarKind form, string path, Func<string, JsonNode?> fault) => form switch
    {
        ScalarKind.Text => JsonValue.Create(scalar.Value),
        ScalarKind.Null => fault("must be a string, not empty: quote it or leave it out"),
        _ when DurationFields.Contain(path) => fault(DurationFields.Advice(scalar.Value)),
        _ => fault($"must be a string: quote it, \"{scalar.Value}\""),
    };

    private static JsonNode? Enumeration(ScalarNode scalar, ScalarKind form, Type type, string kind, string path, Func<string, JsonNode?> fault)
    {
        var names = Enum.GetNames(type);
        if (form == ScalarKind.Text && names.Contains(scalar.Value)) return JsonValue.Create(scalar.Value);
        if (RoadmapFields.Refusal(kind, $"{path}={scalar.Value}") is { } planned) return fault($"{scalar.Value} is {planned}");
        return fault($"{Shown(scalar)} is not one of {string.Join(", ", names)}");
    }

    private static JsonNode? Number(ScalarNode scalar, ScalarKind form, Type type, Func<string, JsonNode?> fault)
    {
        if (form != ScalarKind.Integer) return Wrong(scalar, form, type, fault);
        if (!long.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)) return fault("is out of range");
        if (type == typeof(long)) return JsonValue.Create(value);
        return value is >= int.MinValue and <= int.MaxValue ? JsonValue.Create((int)value) : fault("is out of range");
    }

    private static JsonNode? Time(ScalarNode scalar, Func<string, JsonNode?> fault) =>
        DateTimeOffset.TryParse(scalar.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? JsonValue.Create(time.ToUniversalTime())
            : fault("must be a time as in \"2026-01-31T00:00:00Z\"");

    private static JsonNode? Wrong(ScalarNode scalar, ScalarKind form, Type type, Func<string, JsonNode?> fault)
    {
        var quoted = form == ScalarKind.Text && !scalar.Plain ? ": leave out the quotes" : "";
        return fault($"must be {TypeWords.Of(type)}, not {Shown(scalar)}{quoted}");
    }

    private static string Shown(ScalarNode scalar)
    {
        var text = scalar.Value.Length <= 64 ? scalar.Value : scalar.Value[..64] + "…";
        return scalar.Plain && text.Length > 0 ? text : $"\"{text}\"";
    }
}

using System.Text.RegularExpressions;
using LlmRouting.Contract.Manifests;

namespace LlmRouting.Contract.Validation;

/// <summary>Collects the problems of one object. Absent (null) values are always in order here.</summary>
internal sealed class FieldCheck
{
    private readonly List<FieldProblem> _problems = [];

    public IReadOnlyList<FieldProblem> Problems => _problems;

    public void Report(string path, string message) => _problems.Add(new FieldProblem(path, message));

    public void When(bool wrong, string path, string message)
    {
        if (wrong) Report(path, message);
    }

    public void Range(string path, long? value, long min, long max) =>
        When(value < min || value > max, path, $"must be from {min} to {max}");

    public void Length(string path, string? value, int max, int min = 1)
    {
        if (value is null) return;
        When(value.Length < min, path, "must not be empty");
        Size(path, value, max);
        When(value.Any(c => char.IsControl(c) && c is not ('\t' or '\n')), path, "must not contain control characters");
    }

    /// <summary>Characters are Unicode code points, as the API server counts them.</summary>
    public void Size(string path, string? value, int max) =>
        When(value?.Length > max && value.EnumerateRunes().Count() > max, path, $"must not be longer than {max} characters");

    public void OneOf(string path, string? value, IReadOnlyList<string> allowed) =>
        When(value is not null && !allowed.Contains(value), path, $"{value} is not one of {string.Join(", ", allowed)}");

    /// <summary>A string that wholly matches; the sentence says what it should look like.</summary>
    public void Pattern(string path, string? value, Regex pattern, string expected) =>
        When(value is not null && !pattern.IsMatch(value), path, $"must be {expected}");

    public void Name(string path, string? value) => Pattern(path, value, Names.Label(), Names.LabelWords);

    public TimeSpan? Duration(string path, string? value, TimeSpan min, TimeSpan max)
    {
        if (value is null) return null;
        if (!GoDuration.TryParse(value, out var duration)) Report(path, DurationFields.Advice(value));
        else if (duration >= min && duration <= max) return duration;
        else Report(path, $"must be from {GoDuration.Format(min)} to {GoDuration.Format(max)}");
        return null;
    }

    public void Number(string path, string? value, decimal min, decimal max, string example)
    {
        if (value is null) return;
        if (!Decimals.TryParse(value, out var number)) Report(path, $"must be a decimal number such as \"{example}\"");
        else When(number < min || number > max, path, FormattableString.Invariant($"must be from \"{min}\" to \"{max}\""));
    }

    public void Count<T>(string path, IReadOnlyCollection<T>? items, int min, int max)
    {
        When(items?.Count < min, path, "must not be empty");
        When(items?.Count > max, path, $"must not have more than {max} items");
    }

    /// <summary>Says of every repetition where it stands; <paramref name="field"/> is the item's key field, empty for lists of scalars.</summary>
    public void Unique<T>(string path, IReadOnlyList<T>? items, Func<T, object> key, string field = "")
    {
        var seen = new HashSet<object>();
        for (var i = 0; i < items?.Count; i++)
        {
            var item = FieldPath.Item(path, i);
            if (!seen.Add(key(items[i]))) Report(field.Length == 0 ? item : FieldPath.Field(item, field), $"{key(items[i])} is there twice");
        }
    }

    public void Each<T>(string path, IReadOnlyList<T>? items, Action<string, T> check)
    {
        for (var i = 0; i < items?.Count; i++) check(FieldPath.Item(path, i), items[i]);
    }
}

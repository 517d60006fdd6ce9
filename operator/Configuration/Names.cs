using System.Text.RegularExpressions;

namespace LlmRouting.Operator.Configuration;

/// <summary>What the API server takes for a name.</summary>
internal static partial class Names
{
    public const string LabelWords = "a name of at most 63 lower-case letters, digits and -, beginning and ending with a letter or digit";

    /// <summary>DNS-1123 label.</summary>
    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\z")]
    public static partial Regex Label();

    /// <summary>DNS-1123 subdomain.</summary>
    [GeneratedRegex(@"^(?=.{1,253}\z)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z")]
    public static partial Regex Subdomain();

    /// <summary>A label's key, and an extended resource where it has a prefix.</summary>
    [GeneratedRegex(@"^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?\z")]
    public static partial Regex LabelKey();

    [GeneratedRegex(@"^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?\z")]
    public static partial Regex LabelValue();
}

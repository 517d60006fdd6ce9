using System.Text.RegularExpressions;

namespace LlmRouting.Contract.Validation;

/// <summary>What names may look like.</summary>
internal static partial class Names
{
    public const string LabelWords = "a name of at most 63 lower-case letters, digits and -, beginning and ending with a letter or digit";
    public const string ServiceWords = "a name of at most 63 lower-case letters, digits and -, beginning with a letter and ending with a letter or digit";
    public const string ModelWords = "a model name of letters, digits and . _ : / -, at most 128 characters";
    public const string CategoryWords = "letters, digits, - _ and ., at most 63 characters";
    public const string HeaderWords = "a header name";

    /// <summary>DNS-1123 label.</summary>
    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\z")]
    public static partial Regex Label();

    /// <summary>DNS-1035 label, as Services are named.</summary>
    [GeneratedRegex(@"^[a-z]([-a-z0-9]{0,61}[a-z0-9])?\z")]
    public static partial Regex Service();

    /// <summary>DNS-1123 subdomain, as Secrets and other objects of Kubernetes are named.</summary>
    [GeneratedRegex(@"^(?=.{1,253}\z)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z")]
    public static partial Regex Subdomain();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}\z")]
    public static partial Regex Model();

    /// <summary>Where a model's files are.</summary>
    [GeneratedRegex(@"^(hf://[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)?|pvc://[a-z0-9]([-a-z0-9.]*[a-z0-9])?(/[!-~]*)?|(s3|gs|oci)://[!-~]+)\z")]
    public static partial Regex ModelUri();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._/-]{0,127}\z")]
    public static partial Regex Revision();

    [GeneratedRegex(@"^[0-9]{1,4}\.[0-9]{1,4}\.[0-9]{1,4}\z")]
    public static partial Regex Version();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._:/@-]*\z")]
    public static partial Regex Image();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9_.-]{0,62}\z")]
    public static partial Regex Quantization();

    [GeneratedRegex(@"^[-._a-zA-Z][-._a-zA-Z0-9]{0,252}\z")]
    public static partial Regex Variable();

    [GeneratedRegex(@"^[\p{L}\p{N}][\p{L}\p{N}._-]{0,62}\z")]
    public static partial Regex Category();

    /// <summary>RFC 9110 token.</summary>
    [GeneratedRegex(@"^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}\z")]
    public static partial Regex Header();

    [GeneratedRegex(@"^[-._a-zA-Z0-9]{1,253}\z")]
    public static partial Regex SecretKey();

    [GeneratedRegex(@"^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?\z")]
    public static partial Regex LabelValue();

    [GeneratedRegex(@"^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?\z")]
    public static partial Regex LabelKey();

    /// <summary>Middle of a client key; an underscore would end it.</summary>
    [GeneratedRegex(@"^[A-Za-z0-9-]{1,64}\z")]
    public static partial Regex KeyId();

    [GeneratedRegex(@"^[0-9a-f]{64}\z")]
    public static partial Regex Sha256();
}

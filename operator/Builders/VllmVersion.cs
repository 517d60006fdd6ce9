using System.Globalization;
using System.Text.RegularExpressions;

namespace LlmRouting.Operator.Builders;

/// <summary>A release of vLLM. Post-releases (0.6.3.post1) take the flags of the release they mend.</summary>
public readonly partial record struct VllmVersion(int Major, int Minor, int Patch) : IComparable<VllmVersion>
{
    /// <summary>The oldest we render flags for.</summary>
    public static readonly VllmVersion Oldest = new(0, 6, 0);

    /// <summary>The newest whose flags have been looked up. A newer one gets the same flags.</summary>
    public static readonly VllmVersion NewestKnown = new(0, 30, 0);

    public static bool TryParse(string text, out VllmVersion version)
    {
        version = default;
        if (Pattern().Match(text) is not { Success: true } match) return false;
        version = new VllmVersion(Part("major"), Part("minor"), Part("patch"));
        return true;

        int Part(string name) => int.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture);
    }

    public int CompareTo(VllmVersion other) => (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    /// <summary>Whether this is the given release or a later one.</summary>
    public bool IsAtLeast(int major, int minor, int patch = 0) => CompareTo(new VllmVersion(major, minor, patch)) >= 0;

    public override string ToString() => $"{Major}.{Minor}.{Patch}";

    [GeneratedRegex(@"^(?<major>[0-9]{1,4})\.(?<minor>[0-9]{1,4})\.(?<patch>[0-9]{1,4})(\.post[0-9]{1,3})?\z")]
    private static partial Regex Pattern();
}

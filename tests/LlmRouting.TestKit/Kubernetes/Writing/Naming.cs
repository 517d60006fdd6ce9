using System.Globalization;

namespace LlmRouting.TestKit.Kubernetes.Writing;

/// <summary>Times, uids and generated names of the server.</summary>
public sealed class Naming(TimeProvider time, Random chance)
{
    private const string Letters = "bcdfghjklmnpqrstvwxz2456789";

    /// <summary>Whole seconds in UTC, as metadata has them.</summary>
    public string Now => time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Now, some seconds on.</summary>
    public string Later(long seconds) =>
        time.GetUtcNow().AddSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public string Uid()
    {
        var bytes = new byte[16];
        lock (chance) chance.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }

    /// <summary>The five characters behind a generateName.</summary>
    public string Suffix()
    {
        lock (chance) return string.Concat(chance.GetItems<char>(Letters, 5));
    }

    public int Next(int from, int to)
    {
        lock (chance) return chance.Next(from, to);
    }
}

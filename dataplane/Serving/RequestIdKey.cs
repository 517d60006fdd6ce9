using System.Security.Cryptography;

namespace LlmRouting.DataPlane.Serving;

/// <summary>A process's own key for request ids, until an operator gives it the one of all replicas. Kept in the state folder, so that feedback on answers from before a restart still counts.</summary>
public static class RequestIdKey
{
    private const int Length = 32;

    /// <summary>Why the folder cannot keep the key, or null.</summary>
    public static string? Problem(string? stateFolder)
    {
        try
        {
            Load(stateFolder);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    public static byte[] Load(string? stateFolder)
    {
        if (stateFolder is null) return RandomNumberGenerator.GetBytes(Length);
        Directory.CreateDirectory(stateFolder);
        var file = Path.Combine(stateFolder, "request-id.key");
        if (File.Exists(file) && File.ReadAllBytes(file) is { Length: Length } kept) return kept;

        var key = RandomNumberGenerator.GetBytes(Length);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(file, options);
        stream.Write(key);
        return key;
    }
}

using System.Text;

namespace LlmRouting.Contract.Manifests;

/// <summary>All manifests below a directory, in the order of their paths.</summary>
public static class ManifestFolder
{
    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    /// <summary>Problems name files as <paramref name="directory"/> plus the path below it.</summary>
    public static ManifestSet Read(string directory)
    {
        if (!Directory.Exists(directory)) return Unreadable(directory, "no such directory");
        try
        {
            var files = Files(new DirectoryInfo(directory)).Select(file => Path.Combine(directory, Path.GetRelativePath(directory, file.FullName))).Order(StringComparer.Ordinal);
            return ManifestSet.Union([.. files.Select(ReadFile)]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unreadable(directory, e.Message);
        }
    }

    /// <summary>
    /// The files that <see cref="Read"/> reads, in no order. Hidden names are left out: a mounted ConfigMap holds its files a second time below <c>..data</c>.
    /// Linked directories are not followed, so there are no circles.
    /// </summary>
    public static IEnumerable<FileInfo> Files(DirectoryInfo directory)
    {
        foreach (var entry in directory.EnumerateFileSystemInfos().Where(entry => !entry.Name.StartsWith('.')))
        {
            if (entry is FileInfo found && Extensions.Contains(entry.Extension.ToLowerInvariant()) && !IsKustomization(entry.Name)) yield return found;
            if (entry is not DirectoryInfo child || child.LinkTarget is not null) continue;
            foreach (var file in Files(child)) yield return file;
        }
    }

    /// <summary>Kustomize takes them without a kind, kubectl apply does not take them at all.</summary>
    private static bool IsKustomization(string name) => Path.GetFileNameWithoutExtension(name) == "kustomization";

    private static ManifestSet ReadFile(string file)
    {
        try
        {
            if (new FileInfo(file).Length > ReadLimits.FileBytes) return Unreadable(file, $"longer than {ReadLimits.FileBytes >> 20} MiB");
            return ManifestReader.Read(file, File.ReadAllText(file, Strict));
        }
        catch (DecoderFallbackException)
        {
            return Unreadable(file, "not UTF-8");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unreadable(file, e.Message);
        }
    }

    private static ManifestSet Unreadable(string file, string message) =>
        ManifestSet.Of([], [new ManifestProblem(file, 1, 1, null, "", message)]);
}

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
            var files = Files(directory).Select(file => Path.Combine(directory, file.Path)).Order(StringComparer.Ordinal);
            return ManifestSet.Union([.. files.Select(ReadFile)]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Unreadable(directory, e.Message);
        }
    }

    /// <summary>
    /// The files that <see cref="Read"/> reads, in no order. Hidden names are left out: a mounted ConfigMap holds its files a second time below <c>..data</c>.
    /// Linked directories are followed, as that ConfigMap's own folders are links; but each directory is read once, by its own name if it has one here, so there are no circles.
    /// </summary>
    public static IEnumerable<FoundFile> Files(string directory)
    {
        var root = RealPath.Of(directory);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var (plain, linked) = (new Stack<(string Path, string Real)>([("", root)]), new Queue<(string Path, string Real)>());
        while (plain.TryPop(out var at) || linked.TryDequeue(out at))
        {
            if (!seen.Add(at.Real)) continue;
            foreach (var entry in new DirectoryInfo(at.Real).EnumerateFileSystemInfos().Where(entry => !entry.Name.StartsWith('.')).OrderBy(entry => entry.Name, StringComparer.Ordinal))
            {
                var path = Path.Combine(at.Path, entry.Name);
                if (entry is FileInfo file && IsManifest(file)) yield return new FoundFile(path, file);
                else if (entry is DirectoryInfo { LinkTarget: null }) plain.Push((path, entry.FullName));
                else if (entry is DirectoryInfo && RealPath.Of(entry.FullName) is var real && !IsAbove(real, root)) linked.Enqueue((path, real));
            }
        }
    }

    private static bool IsManifest(FileInfo file) => Extensions.Contains(file.Extension.ToLowerInvariant()) && !IsKustomization(file.Name);

    /// <summary>A way up would be a way to everything that lies beside the folder.</summary>
    private static bool IsAbove(string real, string root) => root.StartsWith(Path.TrimEndingDirectorySeparator(real) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

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

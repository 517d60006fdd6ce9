namespace LlmRouting.Operator.Kubernetes;

/// <summary>The connection a kubeconfig describes.</summary>
public static class KubeconfigFile
{
    /// <param name="path">Null is $KUBECONFIG (a list of files, merged), else ~/.kube/config.</param>
    /// <param name="context">Null is the file's current-context.</param>
    /// <exception cref="KubeconfigException">What is missing or not supported.</exception>
    public static KubernetesConnection Load(string? path = null, string? context = null) =>
        path is null ? Load(DefaultFiles(), context) : Load([path], context);

    /// <param name="files">Of two files that say the same thing the first one counts; missing ones are left out, but one must be there.</param>
    public static KubernetesConnection Load(IReadOnlyList<string> files, string? context)
    {
        var merged = new Kubeconfig();
        var present = files.Where(File.Exists).ToList();
        if (present.Count == 0) throw new KubeconfigException($"no kubeconfig: {string.Join(", ", files)} is not there");
        foreach (var file in present) merged.Add(KubeconfigReader.Read(file));
        return merged.Connection(context);
    }

    private static string[] DefaultFiles()
    {
        var listed = (Environment.GetEnvironmentVariable("KUBECONFIG") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return listed.Length > 0 ? listed : [Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".kube", "config")];
    }
}

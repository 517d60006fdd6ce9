using System.Text;

namespace LlmRouting.Contract.Manifests;

/// <summary>YAML or JSON text to objects. Refuses what kubectl would refuse or read differently.</summary>
public static class ManifestReader
{
    /// <param name="file">Name for problems; <c>.json</c> means JSON only.</param>
    public static ManifestSet Read(string file, string text)
    {
        var documents = new DocumentReader(file);
        if (Encoding.UTF8.GetByteCount(text) > ReadLimits.FileBytes)
            documents.Report(new Position(1, 1), $"longer than {ReadLimits.FileBytes >> 20} MiB");
        else if (!TryJson(file, text, documents))
            ReadYaml(text.StartsWith('\uFEFF') ? text[1..] : text, documents);
        return documents.ToSet();
    }

    /// <summary>A file that begins with a brace is JSON to kubectl, and YAML if it is not.</summary>
    private static bool TryJson(string file, string text, DocumentReader documents)
    {
        var named = file.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
        if (!named && !text.AsSpan().TrimStart().StartsWith("{")) return false;
        try
        {
            foreach (var root in JsonComposer.Compose(text.TrimStart('\uFEFF'))) documents.Read(root);
            return true;
        }
        catch (ManifestSyntaxException e) when (named)
        {
            documents.Report(e.Position, e.Message);
            return true;
        }
        catch (ManifestSyntaxException)
        {
            return false;
        }
    }

    private static void ReadYaml(string text, DocumentReader documents)
    {
        foreach (var document in DocumentSplitter.Split(text))
        {
            try
            {
                if (document.ContentAfterSeparator is { } position)
                    throw new ManifestSyntaxException(position, "kubectl takes nothing but a comment behind ---: begin on the next line");
                if (Encoding.UTF8.GetByteCount(document.Text) > ReadLimits.DocumentBytes)
                    throw new ManifestSyntaxException(new Position(document.FirstLine, 1), "a document longer than 1 MiB");
                if (YamlComposer.Compose(document) is { } root) documents.Read(root);
            }
            catch (ManifestSyntaxException e)
            {
                documents.Report(e.Position, e.Message);
            }
        }
    }
}

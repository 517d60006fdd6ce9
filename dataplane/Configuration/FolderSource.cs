using LlmRouting.Contract.Compilation;

namespace LlmRouting.DataPlane.Configuration;

/// <summary>A folder of manifests, compiled as the operator would.</summary>
public sealed record FolderSource(string Folder, string Gateway)
{
    public FolderCompilation Compile() => ManifestCompiler.CompileFolder(Folder, new CompileOptions { Gateway = Gateway, AllowInsecureUpstreams = true });
}

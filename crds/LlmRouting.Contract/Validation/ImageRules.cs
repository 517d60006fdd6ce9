namespace LlmRouting.Contract.Validation;

/// <summary>Names of container images.</summary>
internal static class ImageRules
{
    public static void Check(FieldCheck check, string path, string? image)
    {
        check.Length(path, image, 512);
        check.Pattern(path, image, Names.Image(), "an image such as vllm/vllm-openai:v0.11.2");
    }
}

namespace LlmRouting.TestKit.Kubernetes.Apply;

/// <summary>Who owns fields: the same name applying and updating is two managers.</summary>
public sealed record ManagerKey(string Name, string Operation, string ApiVersion, string Subresource)
{
    public bool Applies => Operation == "Apply";

    /// <summary>As conflicts name it.</summary>
    public string Describe(bool namesVersion) =>
        $"\"{Name}\"{(Subresource.Length == 0 ? "" : $" with subresource \"{Subresource}\"")}{(namesVersion ? $" using {ApiVersion}" : "")}";
}

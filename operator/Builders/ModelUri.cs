using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LlmRouting.Contract.Api;

namespace LlmRouting.Operator.Builders;

/// <summary>The schemes of <c>spec.model.uri</c>.</summary>
internal static partial class ModelUri
{
    private const string Path = "spec.model.uri";

    /// <summary>The location, or why the version can't load from there.</summary>
    public static ModelLocation? Locate(ModelSource model, VllmTraits traits, out TierProblem? problem)
    {
        problem = null;
        var uri = model.Uri ?? "";
        var cut = uri.IndexOf("://", StringComparison.Ordinal);
        var (scheme, rest) = cut < 0 ? ("", uri) : (uri[..cut], uri[(cut + 3)..]);
        var location = scheme switch
        {
            "hf" => Repository().IsMatch(rest) ? new ModelLocation(rest, HasRevisions: true) : Malformed("hf://organisation/model", out problem),
            "pvc" => Claim(rest, out problem),
            "s3" => Stream(uri, rest, traits.StreamsFromS3, "0.7.0", traits, out problem),
            "gs" => Stream(uri, rest, traits.StreamsFromGcs, "0.11.1", traits, out problem),
            "oci" => Image(rest, out problem),
            _ => Malformed("hf://, pvc://, s3://, gs:// or oci://", out problem),
        };
        if (location is { HasRevisions: false } && model.Revision is not null)
            problem = new TierProblem(TierReasons.UnsupportedModelUri, "spec.model.revision", "only goes with hf://: elsewhere the URI says which weights these are");
        return problem is null ? location : null;
    }

    /// <summary>pvc://claim/directory.</summary>
    private static ModelLocation? Claim(string rest, out TierProblem? problem)
    {
        problem = null;
        if (ClaimPath().Match(rest) is not { Success: true } match || IsOutside(match.Groups["path"].Value)) return Malformed("pvc://claim/directory", out problem);
        var claim = Json.Of(("claimName", match.Groups["claim"].Value), ("readOnly", true));
        return new ModelLocation(Join(match.Groups["path"].Value), Volume: Json.Of(("persistentVolumeClaim", claim)));
    }

    /// <summary>oci://image[#directory]: the kubelet mounts the image, as Kubernetes can since 1.33.</summary>
    private static ModelLocation? Image(string rest, out TierProblem? problem)
    {
        problem = null;
        if (ImagePath().Match(rest) is not { Success: true } match || IsOutside(match.Groups["path"].Value)) return Malformed("oci://registry/image:tag#directory", out problem);
        return new ModelLocation(Join(match.Groups["path"].Value), Volume: Json.Of(("image", Json.Of(("reference", match.Groups["image"].Value)))));
    }

    private static ModelLocation? Stream(string uri, string rest, bool can, string since, VllmTraits traits, out TierProblem? problem)
    {
        problem = null;
        if (!Bucket().IsMatch(rest)) return Malformed("s3://bucket/directory or gs://bucket/directory", out problem);
        if (can) return new ModelLocation(uri, "runai_streamer");
        problem = new TierProblem(TierReasons.UnsupportedModelUri, Path, $"can't be loaded by vLLM {traits.Version}, whose image is not known to stream from there before {since}: raise spec.vllm.version, or use hf:// or pvc://");
        return null;
    }

    private static ModelLocation? Malformed(string form, out TierProblem? problem)
    {
        problem = new TierProblem(TierReasons.UnsupportedModelUri, Path, $"must be of the form {form}");
        return null;
    }

    private static bool IsOutside(string path) => path.Split('/').Contains("..");

    private static string Join(string path) => path.Trim('/') is { Length: > 0 } inside ? $"{ModelLocation.MountPath}/{inside}" : ModelLocation.MountPath;

    [GeneratedRegex(@"^[A-Za-z0-9][\w.-]{0,95}(/[A-Za-z0-9][\w.-]{0,95})?\z", RegexOptions.ECMAScript)]
    private static partial Regex Repository();

    [GeneratedRegex(@"^(?<claim>[a-z0-9]([-a-z0-9.]*[a-z0-9])?)(?<path>/[\w./@+-]*)?\z", RegexOptions.ECMAScript)]
    private static partial Regex ClaimPath();

    [GeneratedRegex(@"^(?<image>[a-z0-9][\w./:@-]*)(#(?<path>[\w./@+-]*))?\z", RegexOptions.ECMAScript)]
    private static partial Regex ImagePath();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9._-]{1,221}/[^\s?#]+\z")]
    private static partial Regex Bucket();
}

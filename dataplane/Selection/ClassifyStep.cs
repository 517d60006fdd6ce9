using LlmRouting.DataPlane.Classification;
using LlmRouting.DataPlane.Configuration;
using LlmRouting.DataPlane.Parsing;

namespace LlmRouting.DataPlane.Selection;

/// <summary>Asks a policy's classifier. A classifier that fails costs the request nothing but its label: the policy's safe tier serves it (S0.6).</summary>
public sealed partial class ClassifyStep(ILogger<ClassifyStep> log)
{
    /// <summary>Null where the policy has no classifier, or where it failed.</summary>
    public ClassificationResult? Classify(RuntimePolicy policy, ParsedRequest request, out bool failed)
    {
        failed = false;
        if (policy.Classifier is not { } classifier) return null;
        try
        {
            return classifier.Classify(request, policy.Snapshot.SessionAffinity is { OnlyUpgrade: true });
        }
        catch (Exception e)
        {
            failed = true;
            ClassifierFailed(log, policy.Snapshot.Key, policy.ClassifierName, e);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Classifier {Classifier} of policy {Policy} failed; its onClassifierFailure tier serves the request")]
    private static partial void ClassifierFailed(ILogger log, string policy, string classifier, Exception e);
}

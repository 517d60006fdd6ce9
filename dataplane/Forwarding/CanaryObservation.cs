namespace LlmRouting.DataPlane.Forwarding;

/// <summary>What a request says about the side of a canary that it was assigned to.</summary>
public enum CanaryObservation
{
    /// <summary>Nothing: it is not counted.</summary>
    None,

    Success,
    Failure,
}

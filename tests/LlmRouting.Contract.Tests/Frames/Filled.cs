using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using LlmRouting.Contract.Frames;

namespace LlmRouting.Contract.Tests.Frames;

/// <summary>Records of the contract in which every member says something, those that were added yesterday too.</summary>
internal static class Filled
{
    public static IReadOnlyList<Frame> Frames { get; } =
    [
        .. typeof(Frame).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Frame)) && !type.IsAbstract && type != typeof(UnreadableFrame)).OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (Frame)Of(type)).Select(frame => frame with { Schema = FrameSchema.Newest }),
    ];

    public static Report Report { get; } = (Report)Of(typeof(Report)) with { Schema = FrameSchema.Newest };

    public static ReportAnswer Answer { get; } = (ReportAnswer)Of(typeof(ReportAnswer));

    private static object Of(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Of(underlying);
        if (type == typeof(string)) return "text";
        if (type == typeof(bool)) return true;
        if (type == typeof(TimeSpan)) return TimeSpan.FromSeconds(7);
        if (type == typeof(DateTimeOffset)) return new DateTimeOffset(2027, 1, 2, 3, 4, 5, TimeSpan.Zero);
        if (type.IsEnum) return Enum.GetValues(type).GetValue(1)!;
        if (type.IsPrimitive || type == typeof(decimal)) return Convert.ChangeType(7, type, null);
        if (type.IsArray) return List(type.GetElementType()!);
        if (typeof(IEnumerable).IsAssignableFrom(type)) return List(type.GetGenericArguments()[0]);
        var record = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var member in type.GetProperties().Where(member => member.CanWrite)) member.SetValue(record, Of(member.PropertyType));
        return record;
    }

    private static Array List(Type item)
    {
        var list = Array.CreateInstance(item, 1);
        list.SetValue(Of(item), 0);
        return list;
    }
}

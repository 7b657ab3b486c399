using System.Text;
using RedisOperator.Entities.Inspection;

namespace RedisOperator.Plugin.Screens;

/// <summary>The last decisions, and the last switch that came of them.</summary>
internal static class WhyScreen
{
    public static string Render(StatusView view)
    {
        var text = new StringBuilder();
        if (view.Seen is { } seen)
        {
            text.Append($"{view.Name}: the last decisions of {view.Operator}, which {(seen.Leads ? "leads" : "does not lead any more")}. Times are UTC.\n\n");
            text.Append(InspectionText.Decisions(seen.Decisions, view.Now));
        }
        else
        {
            text.Append($"{view.Name}: the decisions are missing: {view.Missing}\nWhat is known without them: the last switch below, and  kubectl describe redisgroup {view.Group.Metadata.Name} -n {view.Group.Metadata.NamespaceProperty}\n");
        }

        if (view.Group.Status?.LastSwitch is { } last)
        {
            text.Append("\nLast switch: ").Append(SwitchTimeline.Render(last, view.Now));
        }

        return text.ToString();
    }
}

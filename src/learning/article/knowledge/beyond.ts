/**
 * Questions that no entry answers, in both languages: some far from the article, some near it, about AI or companies
 * but about another thing. The near ones are the harder to refuse. The first half is for choosing the refusal's
 * threshold, the second for judging it.
 */
import type { Bilingual } from "../../../base/bilingual.js";

/** A question that should be refused. */
export interface BeyondQuestion {
  readonly question: Bilingual;
  /** Whether it is about AI or companies. */
  readonly near: boolean;
}

/** en | zh */
const far = {
  validation: `
What will the weather be like tomorrow? | 明天天气怎么样？
How do I bake bread without yeast? | 没有酵母怎么做面包？
Who won the last football world cup? | 上一届世界杯谁赢了？
Which is the highest mountain in Africa? | 非洲最高的山是哪座？
How do I repair a bicycle tyre? | 自行车轮胎怎么补？
When was the Great Wall built? | 长城是什么时候修建的？
What does a cat eat? | 猫吃什么？
How can I sleep better? | 怎样才能睡得更好？
Which train goes to Shanghai? | 哪趟火车去上海？
What is the boiling point of water? | 水的沸点是多少？`,
  test: `
How tall is the Eiffel Tower? | 埃菲尔铁塔有多高？
Can you recommend a good restaurant nearby? | 附近有什么好餐馆？
How do I remove a coffee stain? | 咖啡渍怎么去掉？
Who painted the Mona Lisa? | 蒙娜丽莎是谁画的？
How many legs does a spider have? | 蜘蛛有几条腿？
What time is it in Tokyo? | 东京现在几点？
How do I grow tomatoes on a balcony? | 阳台上怎么种番茄？
What is the capital of Australia? | 澳大利亚的首都是哪里？
Why is the sky blue? | 天空为什么是蓝色的？
How do I tie a tie? | 领带怎么打？
Which languages are spoken in Switzerland? | 瑞士说哪些语言？
How long does it take to boil an egg? | 煮一个鸡蛋要多久？
Is this mushroom poisonous? | 这种蘑菇有毒吗？
When does the library open on Sunday? | 图书馆星期天几点开门？
How do I learn to play the guitar? | 怎么学弹吉他？`,
};

const near = {
  validation: `
Which graphics card should I buy? | 我该买哪块显卡？
How do I register a trademark? | 怎么注册商标？
What is the share price of Nvidia today? | 英伟达今天的股价是多少？
How does backpropagation work? | 反向传播是怎么工作的？
How do I install Python on Windows? | 怎么在Windows上安装Python？
What taxes does a company pay? | 公司要交哪些税？
Who invented the transistor? | 晶体管是谁发明的？
Where can I rent an office? | 哪里可以租到办公室？
What is the difference between a list and a tuple? | 列表和元组有什么区别？
How do I write a good application letter? | 求职信怎么写？`,
  test: `
Can a computer play chess perfectly? | 计算机能完美地下国际象棋吗？
How do I centre a box on a web page? | 网页上怎么让方框居中？
What is the salary of a data scientist? | 数据科学家的工资是多少？
How do I open a bank account for my firm? | 怎么给公司开银行账户？
Which programming language is the oldest? | 最古老的编程语言是哪一种？
What is a transformer in a power grid? | 电网里的变压器是什么？
Who is the president of the European Commission? | 欧盟委员会主席是谁？
How do quantum computers work? | 量子计算机是怎么工作的？
When was Microsoft founded, and by whom? | 微软是哪一年由谁创办的？
How do I reset my password? | 怎么重置密码？
What is the derivative of the sigmoid function? | sigmoid函数的导数是什么？
How do I import goods from Vietnam? | 怎么从越南进口货物？
Which phone has the best camera? | 哪款手机的摄像头最好？
How do I speed up my database? | 怎么让数据库更快？
What does a patent lawyer do all day? | 专利律师每天做什么？`,
};

function pairs(text: string, isNear: boolean): BeyondQuestion[] {
  return text
    .trim()
    .split("\n")
    .map((line) => {
      const [en = "", zh = ""] = line.split(" | ");
      return { question: { en, zh }, near: isNear };
    });
}

/** Questions to refuse, by the part that they belong to. */
export const beyondQuestions: Readonly<Record<"validation" | "test", readonly BeyondQuestion[]>> = {
  validation: [...pairs(far.validation, false), ...pairs(near.validation, true)],
  test: [...pairs(far.test, false), ...pairs(near.test, true)],
};
